"""Where cars and bikes are parked, how full that is and what it costs."""
