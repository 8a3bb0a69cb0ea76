//! The names and values of one record of 14 fields.

/// Names and values. The last is `Text` in a payload; the adapter's query has no such key, and carries it in
/// `Transcript`.
pub const PAIRS: [(&str, &str); 14] = [
    ("CID", "BCM1234"),
    ("ANI", "408-361-3611"),
    ("DNIS", "1-800-455-5555"),
    ("BP", "1000655"),
    ("SerialNo", "XY234567T"),
    ("TicketID", "8003456"),
    ("ExternalReferenceID", "56432156787890"),
    ("Custom_1", "value1"),
    ("Custom_2", "value2"),
    ("Custom_3", "value3"),
    ("Custom_4", "value4"),
    ("Type", "CALL"),
    ("EventType", "INBOUND"),
    ("Text", "Grüße & <ärger> \"x\"=1"),
];
