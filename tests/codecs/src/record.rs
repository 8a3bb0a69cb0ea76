//! One record of 14 fields, as each side holds it.

use offhook::Entry;
use offhook::codec::{Codec, Options, encode};
use serde::{Deserialize, Serialize};
use std::borrow::Cow;

pub use crate::pairs::PAIRS;

/// The names that the values have for SAP CRM, in application `SAP-IC`.
pub const VARIABLES: [&str; 14] =
    ["CV01", "CV02", "CV03", "CV04", "CV05", "CV06", "CV07", "CV08", "CV09", "CV10", "CV11", "CV12", "CV13", "CV14"];

/// The record's pairs as this codec has them.
pub fn pairs(codec: Codec) -> [(&'static str, &'static str, &'static str); 14] {
    let mut variables = VARIABLES.iter();
    PAIRS.map(|(name, value)| match codec {
        Codec::IciXml => ("SAP-IC", *variables.next().expect("one each"), value),
        Codec::C4cQuery if name == "Text" => ("", "Transcript", value),
        Codec::C4cXml if name == "SerialNo" => ("", "Serial", value),
        _ => ("", name, value),
    })
}

/// The record for our side.
pub fn entries(codec: Codec) -> [Entry<'static>; 14] {
    pairs(codec).map(|(app, name, value)| Entry::new(app, if name == "Serial" { "SerialNo" } else { name }, value))
}

/// The record's text.
pub fn text(codec: Codec) -> Vec<u8> {
    let mut text = vec![0; 4096];
    let length = encode(codec, &entries(codec), &Options::DEFAULT, &mut text).expect("it fits");
    text.truncate(length);
    text
}

/// The record for serde; texts are borrowed where they can be.
#[derive(Serialize, Deserialize, PartialEq, Debug)]
#[allow(missing_docs)]
pub struct Record<'a> {
    #[serde(borrow, rename = "CID")]
    pub cid: Cow<'a, str>,
    #[serde(borrow, rename = "ANI")]
    pub ani: Cow<'a, str>,
    #[serde(borrow, rename = "DNIS")]
    pub dnis: Cow<'a, str>,
    #[serde(borrow, rename = "BP")]
    pub bp: Cow<'a, str>,
    #[serde(borrow, rename = "SerialNo")]
    pub serial_no: Cow<'a, str>,
    #[serde(borrow, rename = "TicketID")]
    pub ticket_id: Cow<'a, str>,
    #[serde(borrow, rename = "ExternalReferenceID")]
    pub external_reference_id: Cow<'a, str>,
    #[serde(borrow, rename = "Custom_1")]
    pub custom_1: Cow<'a, str>,
    #[serde(borrow, rename = "Custom_2")]
    pub custom_2: Cow<'a, str>,
    #[serde(borrow, rename = "Custom_3")]
    pub custom_3: Cow<'a, str>,
    #[serde(borrow, rename = "Custom_4")]
    pub custom_4: Cow<'a, str>,
    #[serde(borrow, rename = "Type")]
    pub kind: Cow<'a, str>,
    #[serde(borrow, rename = "EventType")]
    pub event_type: Cow<'a, str>,
    #[serde(borrow, rename = "Text")]
    pub text: Cow<'a, str>,
}

/// The envelope of a payload.
#[derive(Serialize, Deserialize, PartialEq, Debug)]
pub struct Payload<'a> {
    /// The record.
    #[serde(borrow)]
    pub payload: Record<'a>,
}

/// The record for serde.
pub fn payload() -> Payload<'static> {
    let value = |name: &str| Cow::Borrowed(PAIRS.iter().find(|pair| pair.0 == name).expect("a name").1);
    Payload {
        payload: Record {
            cid: value("CID"),
            ani: value("ANI"),
            dnis: value("DNIS"),
            bp: value("BP"),
            serial_no: value("SerialNo"),
            ticket_id: value("TicketID"),
            external_reference_id: value("ExternalReferenceID"),
            custom_1: value("Custom_1"),
            custom_2: value("Custom_2"),
            custom_3: value("Custom_3"),
            custom_4: value("Custom_4"),
            kind: value("Type"),
            event_type: value("EventType"),
            text: value("Text"),
        },
    }
}
