"""The JSON of Chorus Pro on one side, the terms of the trade on the other. No I/O."""
