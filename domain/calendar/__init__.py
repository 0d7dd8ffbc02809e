"""The working calendar (工作日历): which days are worked, and at which hours."""
