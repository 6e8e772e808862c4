"""What people may ask about the answers themselves: how emissions are reckoned, how ways are put
in order. French law and EU regulation 2017/1926 want both in public and in plain words."""
