"""The library of cases (案例库): what worked, told without names."""
