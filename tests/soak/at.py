"""`python -m tests.soak.at MOMENT WORD…`: a scrapy command as if it were run at that moment (ISO, UTC); the clock goes on from there."""

import sys
from datetime import datetime

import time_machine
from scrapy.cmdline import execute

if __name__ == "__main__":
    with time_machine.travel(datetime.fromisoformat(sys.argv[1]), tick=True):
        execute(["scrapy", *sys.argv[2:]])
