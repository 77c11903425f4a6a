"""The script that every screen starts with: language, who, which ledger, navigation, the two clocks."""

from ui import frame

frame.run()
