"""Whole ways through the project: crawls, nights, kills, faults, real reports, a newcomer's first publisher."""
