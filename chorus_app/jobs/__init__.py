"""The jobs beside the pages: what is due is found in the database, queued, and carried out.

`sweep` finds, `queues` hold (in the process or on Redis, through taskiq), `engine` carries out.
"""
