"""What a timetable says without a search: `stoptimes`, `trip`, `stop`, `map/stops`, `map/trips`."""
