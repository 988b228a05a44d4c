"""Sleeping under a frozen clock.

libfaketime 0.9.10 breaks `clock_nanosleep` with an absolute time, by which Python 3.11 and later
sleep: `time.sleep`, and `subprocess` waiting with a limit, fail with EINVAL. Every other way of
waiting works, so sleeping is done by `select`.
"""

import os


def mend():
    """Makes `time.sleep` work where libfaketime is loaded; changes nothing elsewhere."""
    if "FAKETIME" not in os.environ:
        return
    import select
    import time

    def sleep(seconds):
        if seconds < 0:
            raise ValueError("sleep length must be non-negative")
        select.select([], [], [], seconds)

    time.sleep = sleep
