"""Projects (项目): many places, one programme, each place at a step of its own."""
