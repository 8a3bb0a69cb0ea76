//! What a connector sends to the CRM: SAP Cloud for Customer's adapter takes a query on a port of the agent's own machine.

use crate::codec;
use offhook::codec::{Codec, Options, Source};
use offhook::data::Data;
use offhook::{CallKind, Entry, Known};

/// Where the adapter listens (SAP C4C guide).
pub const PORT: u16 = 36729;
/// The vendor that the adapter takes for others, too (SAP C4C guide).
const VENDOR: &str = "BCM1234";

/// The URL that brings a query to the adapter.
pub fn url(port: u16, query: &str) -> String {
    format!("http://localhost:{port}/?{query}")
}

/// The URL that opens the record of a call at the agent's: vendor, type and event, then what is known of the call.
///
/// # Errors
/// Which entry the adapter has no key for, or why it cannot be sent.
pub fn screen_pop(kind: CallKind, data: Data<'_>) -> Result<String, String> {
    let [id, original] =
        [Known::ExternalReferenceId, Known::ExternalOriginalReferenceId].map(|known| data.known(known));
    // A later leg of a call is a transfer: the original id is the first leg's and never changes.
    let event = match kind {
        _ if id.is_some() && id != original => "TRANSFER",
        CallKind::Outbound => "OUTBOUND",
        _ => "INBOUND",
    };
    let own = [(Known::Cid, VENDOR), (Known::Type, "CALL"), (Known::EventType, event)];
    let mut entries: Vec<Entry<'_>> = own.into_iter().map(|(known, value)| Entry::known(known, value)).collect();
    // Who else took part is no key of the adapter's.
    let skipped = [Known::OtherParty, Known::RedirectingParty, Known::Party, Known::Presentation];
    entries.extend(data.iter().filter(|entry| {
        let key = entry.key.plain();
        !own.iter().any(|(known, _)| key == Entry::known(*known, "").key)
            && !skipped.iter().any(|known| key == Entry::known(*known, "").key)
    }));
    codec::encode(Codec::C4cQuery, Source::List(&entries), &Options::DEFAULT)
        .map(|query| url(PORT, &query))
        .map_err(|refused| refused.text)
}
