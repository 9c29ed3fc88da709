"""The way to Chorus Pro.

`port` says what can be asked, `errors` what can go wrong, `connection.connect` opens the way.
The rest is private: nobody else knows a field name of PISTE.
"""
