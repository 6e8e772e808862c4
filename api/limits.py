"""The caps every answer obeys, enforced before work starts and published at `/v1/limits`."""

from routing.question import SEARCH_LIMIT_S

MAX_ITINERARIES = 50
MAX_WINDOW_S = 24 * 3600
MAX_TRANSFERS = 14
MAX_ACCESS_S = 90 * 60
MAX_DIRECT_S = 6 * 3600
MAX_TRAVEL_MIN = 24 * 60
MAX_ONE_TO_MANY = 3000
"""Pairs of one question."""

MAX_REACH_MIN = 90
MAX_STOP_TIMES = 500
"""Departures and arrivals on one page; more is clamped, but for those at the last one's second."""

MAX_STOPS = 2000
"""On a piece of the map; the most served ones are told."""

MAX_SEGMENTS = 5000
"""Of trips on a piece of the map; trains are told first."""

MAX_LOOK_S = 24 * 3600
MAX_BOARD_S = 7 * 24 * 3600
MAX_MESSAGES = 5000
"""Of the archive in one answer: a little more than a day of one every 20 s."""

MAX_COUNT_CHANGES = 50_000
"""Of counts in one answer, as JSON; a few hours of a large system."""

MAX_COUNT_DAYS = 31
"""Of counts in one answer."""

MAX_JOURNAL = 10_000
"""Entries of the journal of the exchange in one answer."""

MAX_JOURNAL_DAYS = 400
"""Of that journal in one answer: as far back as it goes."""

MAX_RENTAL_STATIONS = 5000
"""In one answer; beyond it those nearest to the middle of what was asked for are told."""

MAX_RENTAL_VEHICLES = 10_000
MAX_RENTAL_ZONES = 1000
MAX_PARKING = 5000
"""Places to park in one answer, the best of all that is asked for."""

MAX_CARPOOLS = 1000
"""Offers in one answer, those that leave first."""

MAX_CARPOOL_PLACES = 5000
"""Where people meet, in one answer."""

MAX_CARPOOLS_OF_KEY = 5000
"""Published at the same time."""

MAX_CARPOOL_DAYS = 60
"""How far ahead an offer may be published."""

MAX_WAYPOINTS = 20
MAX_PATH_POINTS = 2000
MAX_INCIDENTS = 5000
"""In one page."""

MAX_OWN_INCIDENTS = 5000
"""That staff wrote and that are not over, drafts included."""

MAX_INCIDENT_DAYS = 3660
"""How far ahead, or back, an incident may begin or end."""

MAX_INCIDENT_LINES = 50
MAX_INCIDENT_KM = 100
"""Length of a line."""

MAX_AREA_POINTS = 1000
MAX_IMPORT = 500
"""Incidents in one file."""

MAX_INCIDENT_SPELLS = 50
"""Spells of the week in which it holds."""

MAX_REPORTS = 5000
"""In one answer, those seen last."""

MAX_STAY_S = 31 * 24 * 3600
"""For which the price of parking is told."""

MAX_NEARBY = 100
"""Things around a place."""

MAX_NEARBY_S = 90 * 60
MAX_NEARBY_M = 10_000
MAX_CELLS = 2000
"""Of one resolution in a box; a box that holds more is refused."""

MAX_IN_CELL = 1000
"""Things of each kind told one by one; all are counted."""

MAX_OFFSETS = 3000
"""Stops per end in the body of a POST."""

MAX_VIAS = 2
MAX_PASSENGERS = 100
"""More rent no more vehicles, and take no more seats, than these."""

MAX_LEG_ALTERNATIVES = 10
MAX_MATCHING_M = 1000.0
MAX_URL_BYTES = 8 * 1024
MAX_BODY_BYTES = 1024 * 1024
SEARCH_S = SEARCH_LIMIT_S
