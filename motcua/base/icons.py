"""Small pictures of one line each, on a field of 24 by 24; always beside a word, or with a name for who does not see them. Pure."""

ICONS = {
    "menu": "M4 7h16M4 12h16M4 17h16",
    "search": "M10.5 17a6.5 6.5 0 1 0 0-13 6.5 6.5 0 0 0 0 13zM15.5 15.5 20 20",
    "list": "M5 6h14M5 12h14M5 18h9",
    "desk": "M4 5h16v11H4zM9 20h6M12 16v4M8 9h8M8 12h5",
    "person": "M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM4.5 20c.8-3.5 3.8-5.5 7.5-5.5s6.7 2 7.5 5.5",
    "plus": "M12 5v14M5 12h14",
    "take": "M12 4v11M7.5 10.5 12 15l4.5-4.5M4 19.5h16",
    "give": "M4 12h14M12.5 6.5 18.5 12l-6 5.5",
    "sign": "M4 20l1-4.5L16 4.5l3.5 3.5L8.5 19zM13.5 7l3.5 3.5",
    "late": "M12 4 21.5 20h-19zM12 10v4.5M12 17v.5",
    "check": "M4.5 12.5 10 18 19.5 7",
    "chart": "M4 20h16M7 20v-8M12 20V5M17 20v-5",
    "clock": "M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zM12 7v5.5l3.5 2",
    "paper": "M6 3.5h8l4 4V20.5H6zM14 3.5v4h4M9 12h6M9 16h6",
    "help": "M9 9.2a3 3 0 1 1 4.4 2.6c-1 .5-1.4 1.1-1.4 2.2M12 17.2v.6",
    "settings": "M4 7h9M17 7h3M4 17h3M11 17h9M15 5v4M9 15v4",
    "people": "M9 11.5a3 3 0 1 0 0-6 3 3 0 0 0 0 6zM3 19c.6-3 3-4.6 6-4.6s5.4 1.6 6 4.6M16 5.6a3 3 0 0 1 0 5.6M17.5 15c1.8.6 3 2 3.5 4",
    "calendar": "M4 6h16v14H4zM4 10.5h16M8.5 3.5V8M15.5 3.5V8",
    "building": "M5 20.5V4h10v16.5M15 9h4v11.5M3 20.5h18M8 8h4M8 12h4M8 16h4",
}
