"""The issue (事项): from the first report to the revisit, round by round."""
