"""What a report is shown as: grids, charts, a page to print, a workbook."""
