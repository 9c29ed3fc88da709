"""`python -m tests.jobs.worker`: `chorus_app.worker` as it is, but for its patience.

What waits minutes for a Chorus Pro at work, or half a minute for a process that died, waits
seconds here.
"""

import sys
from datetime import timedelta

from chorus_app import worker
from chorus_app.jobs import fleet, queues
from chorus_app.services import carrying, sending, synchroniser

CLAIM = timedelta(seconds=1.5)

if __name__ == "__main__":
    for module in (carrying, synchroniser):
        module.CLAIM = CLAIM
    sending.SUBMISSION_SETTLES = timedelta(seconds=4)
    queues.FORGOTTEN_AFTER = 2
    fleet._LEADS_FOR = 2_000
    sys.exit(worker.main())
