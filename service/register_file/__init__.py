"""A register as a file: CSV or XLSX, as committees keep it; read strictly, and written again."""
