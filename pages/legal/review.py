from ui import page

with page.open("…") as here:
    pass
