"""Drawings: lines of one width in a square of 32, in the ink around them. Names are French words, as in the data."""

ICONS = {
    "chaleur": '<path d="M4 15 16 5l12 10M7 13v14h18V13"/>'
    '<path d="M12 24c-1.5-2 1.5-3 0-5M16 24c-1.5-2 1.5-3 0-5M20 24c-1.5-2 1.5-3 0-5"/>',
    "recharge": '<rect x="3" y="9" width="23" height="14" rx="3"/><path d="M29 14v4M16 11l-5 6h6l-3 5"/>',
    "repas": '<path d="M4 16h24a12 10 0 0 1-24 0zM11 27h10'
    'M11 11c-1.5-2 1.5-3 0-5M16 11c-1.5-2 1.5-3 0-5M21 11c-1.5-2 1.5-3 0-5"/>',
    "soins": '<path d="M16 27C5 19 3 14 5 9.5s8-4.5 11 1c3-5.5 9-5.5 11-1S27 19 16 27z"/>'
    '<path d="M16 13v7M12.5 16.5h7"/>',
    "eau": '<path d="M16 4c6 7 9 11 9 15a9 9 0 0 1-18 0c0-4 3-8 9-15z"/><path d="M12 20a4.5 4.5 0 0 0 4 4"/>',
    "enfants": '<circle cx="11" cy="8" r="4"/><path d="M4 27v-5a7 7 0 0 1 12-5"/>'
    '<circle cx="22" cy="16" r="3"/><path d="M16 27v-1a6 6 0 0 1 12 0v1"/>',
    "trajets": '<circle cx="8" cy="21" r="5"/><circle cx="24" cy="21" r="5"/>'
    '<path d="m8 21 5-10h8l3 10M13 11l4 10h-9M11 8h4M21 11l-1-3h3"/>',
    "liens": '<path d="M4 6h16v11H11l-4 4v-4H4z"/><path d="M23 12h5v10h-3v4l-4-4h-7v-2"/>',
    "fraicheur": '<path d="M16 4v24M5.6 10l20.8 12M26.4 10 5.6 22M12.5 6.5 16 9l3.5-2.5M12.5 25.5 16 23l3.5 2.5"/>'
    '<path d="m6.2 14.5 4-1.7-.6-4.2M25.8 17.5l-4 1.7.6 4.2M25.8 14.5l-4-1.7.6-4.2M6.2 17.5l4 1.7-.6 4.2"/>',
    "logement": '<path d="M3 26V10M3 21h26v5M29 21v-3a4 4 0 0 0-4-4H12v7"/><circle cx="7.5" cy="16" r="2.5"/>',
    "ecole": '<path d="M6 5h9a3 3 0 0 1 3 3v19a3 3 0 0 0-3-3H6zM18 8a3 3 0 0 1 3-3h5v19h-5a3 3 0 0 0-3 3"/>'
    '<path d="M9.5 10h4.5M9.5 14h4.5"/>',
    "culture": '<path d="M11 23V7l15-3v16"/><circle cx="7.5" cy="23" r="3.5"/>'
    '<circle cx="22.5" cy="20" r="3.5"/><path d="m11 12 15-3"/>',
    "entreprise": '<path d="M5 13v14h22V13M3 13l3-8h20l3 8zM12 27v-8h8v8"/>'
    '<path d="M3 13a4 4 0 0 0 8.7 0 4 4 0 0 0 8.6 0 4 4 0 0 0 8.7 0"/>',
    "papiers": '<path d="M7 4h12l6 6v18H7z"/><path d="M19 4v6h6M11 16h10M11 20h10M11 24h6"/>',
    "animaux": '<circle cx="9" cy="14" r="2.5"/><circle cx="13.5" cy="8" r="2.5"/>'
    '<circle cx="19.5" cy="8" r="2.5"/><circle cx="24" cy="14" r="2.5"/>'
    '<path d="M16.5 15c4 0 7 4.5 7 8a3 3 0 0 1-3 3c-1.5 0-2.5-1-4-1s-2.5 1-4 1a3 3 0 0 1-3-3c0-3.5 3-8 7-8z"/>',
    "courses": '<path d="M4 12h24l-3 15H7zM10 12l5-8M22 12l-5-8M12 17v5M16 17v5M20 17v5"/>',
    "information": '<circle cx="16" cy="16" r="12"/><path d="M16 15v7M16 10v.1"/>',
    "danger": '<path d="M16 5 29 27H3zM16 13v7M16 23.5v.1"/>',
    "imprimer": '<path d="M9 12V4h14v8M9 23H4V12h24v11h-5"/><path d="M9 19h14v9H9z"/>',
    "carte": '<path d="m4 8 8-3 8 3 8-3v19l-8 3-8-3-8 3zM12 5v19M20 8v19"/>',
    "liste": '<path d="M11 8h17M11 16h17M11 24h17M5 8h.1M5 16h.1M5 24h.1"/>',
}
