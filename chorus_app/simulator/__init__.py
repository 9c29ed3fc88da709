"""A Chorus Pro of our own, to the published contract. `app.create_app` is the way in."""
