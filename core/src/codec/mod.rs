//! Attached data in the formats of the CRM systems and carriers, both ways.
//!
//! Each codec is a table of keys over a syntax. Encoding goes once over the entries and writes into the
//! caller's buffer; when that is too small, the needed size is told. Decoding is all or nothing: the entries, in
//! the caller's bytes, or what is wrong at which offset. Nothing is cut, nothing is guessed, nothing that
//! the data say can change a call.
//!
//! | codec | keys |
//! |---|---|
//! | `c4c-query` | the parameters of the C4C guide, [`Known::Type`](crate::Known::Type) to [`Known::Action`](crate::Known::Action); any other is refused |
//! | `c4c-xml`, `c4c-json` | the same, and any other as it is |
//! | `c4c-notification-…` | `Type ObjectID ObjectUUID EventType ThingType Text` |
//! | `c4c-outbound` | the eleven of a click-to-call, in any case; a plain number is `PhoneNumber` |
//! | `ici-xml` | any application and key; see also [`merge`] |
//! | `uui`, `uui-uri` | one value of the header each: `UUI` IA5 text, `UUI-00` text of the users' own, `UUI-hex` digits as they stand, `UUI-jwt` and the like another encoding |
//! | `opencti-lightning`, `opencti-classic` | `method`, its arguments by their Lightning names, `callback` or `listener`; `defaultFieldValues.F` and `flowArgs.A` one field or argument each; in `saveLog` every other key is a field |
//! | `opencti-click` | as the page gives them |
//! | `opencti-definition` | section as application, item as key; `@label` and `item@label` their labels |
//! | `opencti-metadata` | the same; of the call's own are `displayName`, `displayNameLabel`, `internalNameLabel`, `adapterUrl`, `customSettings`, `version` |
//! | `pega` | the properties of events and requests, any other in `pyCallVariables` |
//! | `binary` | any application and key |
//!
//! Entries of other applications are no error, and left out where the format has no applications. Facts of a call
//! that a format has no key for are left out too; anything else of the call's own is refused by its place.
//!
//! ```
//! use offhook::codec::{self, Codec, Options};
//! use offhook::{Entry, Known};
//!
//! let entries = [Entry::known(Known::Cid, "BCM1234"), Entry::known(Known::Ani, "+49 30 1")];
//! let mut text = [0; 64];
//! let length = codec::encode(Codec::C4cQuery, &entries, &Options::DEFAULT, &mut text).unwrap();
//! assert_eq!(&text[..length], b"CID=BCM1234&ANI=%2B49%2030%201");
//!
//! let mut bytes = [0; 64];
//! let data = codec::decode(Codec::C4cQuery, &text[..length], &mut bytes).unwrap();
//! assert!(data.iter().eq(entries));
//! ```

mod binary;
mod c4c;
pub mod dialling;
mod error;
mod ici;
mod items;
mod opencti;
mod payload;
mod pega;
mod source;
mod table;
mod uui;

pub use error::{DecodeError, EncodeError, Why};
pub use ici::{MAX_MERGED, MergeError, merge};
pub use source::Source;

use self::items::Items;
use crate::data::list::List;
use crate::data::{Data, Key};
use crate::list::list;
use crate::syntax::Out;

list! {
    /// The codecs.
    Codec {
        /// SAP C4C adapter: query of the URL, and POST body.
        C4cQuery = 1 "c4c-query",
        /// SAP widget: payload in XML.
        C4cXml = 2 "c4c-xml",
        /// SAP widget: payload in JSON.
        C4cJson = 3 "c4c-json",
        /// SAP ticket push in XML.
        C4cNotificationXml = 4 "c4c-notification-xml",
        /// SAP ticket push in JSON.
        C4cNotificationJson = 5 "c4c-notification-json",
        /// SAP click-to-call context; only read.
        C4cOutbound = 6 "c4c-outbound",
        /// SAP CRM attached data over ICI.
        IciXml = 7 "ici-xml",
        /// SIP User-to-User header field.
        Uui = 8 "uui",
        /// Salesforce Open CTI calls, Lightning; only written.
        OpenctiLightning = 9 "opencti-lightning",
        /// Salesforce Open CTI calls, Classic; only written.
        OpenctiClassic = 10 "opencti-classic",
        /// Salesforce Open CTI click-to-dial; only read.
        OpenctiClick = 11 "opencti-click",
        /// Pega Call OpenCTI events and requests.
        Pega = 12 "pega",
        /// postcard's format.
        Binary = 13 "binary",
        /// Salesforce call-centre definition file, as a call centre is imported.
        OpenctiDefinition = 14 "opencti-definition",
        /// Salesforce call-centre definition, as the Metadata API has it.
        OpenctiMetadata = 15 "opencti-metadata",
        /// SIP User-to-User among the headers of a URI.
        UuiUri = 16 "uui-uri",
    }
}

/// What a caller may choose. The default is right for most.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
pub struct Options {
    /// C4C payloads: how `Action=ACCEPT` is written.
    pub accept: Accept,
    /// User-to-User: bytes of data that one value may carry.
    pub budget: u16,
}

impl Options {
    /// What holds when nothing is chosen.
    pub const DEFAULT: Self = Self { accept: Accept::Written, budget: 128 };
}

impl Default for Options {
    fn default() -> Self {
        Self::DEFAULT
    }
}

/// How `Action=ACCEPT` is written: some installations only take an accepted call without it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
pub enum Accept {
    /// As it is.
    Written,
    /// With an empty value.
    Empty,
    /// Not at all.
    LeftOut,
}

/// Entries that are to be written, and how: what [`encode`] makes of its arguments, for callers that have little stack and
/// do it in two steps.
#[derive(Clone, Debug)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
pub struct Encoder<'a> {
    items: Items<'a>,
    options: Options,
}

impl<'a> Encoder<'a> {
    /// Nothing is to be written yet.
    pub const EMPTY: Self = Self { items: Items::EMPTY, options: Options::DEFAULT };

    /// These entries are to be written.
    pub fn begin(&mut self, entries: impl Into<Source<'a>>, options: Options) {
        self.options = options;
        self.items.begin(entries.into());
    }

    /// Writes the entries in a codec's format; the length of the text. Then none are left. Where the codec is a constant,
    /// only that one is linked.
    #[inline(always)]
    pub fn encode(&mut self, codec: Codec, into: &mut [u8]) -> Result<usize, EncodeError> {
        let Self { items, options: Options { accept, budget } } = self;
        let mut out = Out::new(into);
        let out = &mut out;
        let written = match codec {
            Codec::C4cQuery => c4c::encode_query(items, out),
            Codec::C4cXml => payload::encode_xml(&c4c::XML, items, *accept, out),
            Codec::C4cJson => payload::encode_json(&c4c::JSON, items, *accept, out),
            Codec::C4cNotificationXml => payload::encode_xml(&c4c::NOTIFICATION, items, *accept, out),
            Codec::C4cNotificationJson => payload::encode_json(&c4c::NOTIFICATION, items, *accept, out),
            Codec::C4cOutbound | Codec::OpenctiClick => return Err(EncodeError::OnlyRead),
            Codec::IciXml => ici::encode(items, out),
            Codec::Uui => uui::encode(items, *budget, false, out),
            Codec::UuiUri => uui::encode(items, *budget, true, out),
            Codec::OpenctiLightning => return opencti::encode_lightning(items, out),
            Codec::OpenctiClassic => return opencti::encode_classic(items, out),
            Codec::Pega => pega::encode(items, out),
            Codec::Binary => binary::encode(items, out),
            Codec::OpenctiDefinition => opencti::encode_definition(items, out),
            Codec::OpenctiMetadata => return opencti::encode_metadata(items, out),
        };
        match written {
            Ok(()) => sized(out),
            Err(why) => Err(EncodeError::Refused { entry: items.place(), why }),
        }
    }
}

/// Writes the entries in a codec's format; the length of the text. Where the codec is a constant, only that one is
/// linked.
#[inline(always)]
pub fn encode<'a>(
    codec: Codec,
    entries: impl Into<Source<'a>>,
    options: &Options,
    into: &mut [u8],
) -> Result<usize, EncodeError> {
    let mut encoder = Encoder::EMPTY;
    encoder.begin(entries, *options);
    encoder.encode(codec, into)
}

/// The values that a key takes in a codec's format, where they are a list: what may be said instead of a value that was refused for
/// [`Why::Value`].
pub fn values(codec: Codec, key: Key<'_>) -> impl Iterator<Item = &'static str> {
    let listed = match codec {
        Codec::C4cQuery | Codec::C4cXml | Codec::C4cJson => c4c::JSON.values(key),
        Codec::C4cNotificationXml | Codec::C4cNotificationJson => c4c::NOTIFICATION.values(key),
        Codec::Pega => pega::PROPERTIES.values(key),
        Codec::OpenctiDefinition | Codec::OpenctiMetadata if key.app() == "reqGeneralInfo" => {
            opencti::item_values(key.name())
        }
        _ => &[],
    };
    let page = matches!(codec, Codec::OpenctiLightning | Codec::OpenctiClassic) && key.app().is_empty();
    let called = opencti::values(if page { key.name() } else { "" }, codec == Codec::OpenctiClassic);
    listed.iter().copied().chain(called)
}

fn sized(out: &Out<'_>) -> Result<usize, EncodeError> {
    out.done().map_err(EncodeError::NeedSize)
}

/// Entries in the making, where they stay: what [`decode`] makes of its buffer, for callers that have little stack and do it in
/// two steps.
#[derive(Debug)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
pub struct Decoder<'b> {
    list: List<'b>,
}

impl<'b> Decoder<'b> {
    /// Entries are to be made in this buffer.
    pub const fn new(into: &'b mut [u8]) -> Self {
        Self { list: List::new(into) }
    }

    /// Reads a text in a codec's format. Where the codec is a constant, only that one is linked.
    #[inline(always)]
    pub fn decode(&mut self, codec: Codec, text: &[u8]) -> Result<(), DecodeError> {
        let list = &mut self.list;
        match codec {
            Codec::C4cQuery => c4c::decode_query(text, list),
            Codec::C4cXml => payload::decode_xml(&c4c::XML, text, list),
            Codec::C4cJson => payload::decode_json(&c4c::JSON, text, list),
            Codec::C4cNotificationXml => payload::decode_xml(&c4c::NOTIFICATION, text, list),
            Codec::C4cNotificationJson => payload::decode_json(&c4c::NOTIFICATION, text, list),
            Codec::C4cOutbound => c4c::decode_outbound(text, list),
            Codec::IciXml => ici::decode(text, list),
            Codec::Uui => uui::decode(text, list),
            Codec::OpenctiLightning | Codec::OpenctiClassic => return Err(DecodeError::OnlyWritten),
            Codec::OpenctiClick => opencti::decode_click(text, list),
            Codec::Pega => pega::decode(text, list),
            Codec::Binary => binary::decode(text, list),
            Codec::OpenctiDefinition => opencti::decode_definition(text, list),
            Codec::OpenctiMetadata => opencti::decode_metadata(text, list),
            Codec::UuiUri => uui::decode_uri(text, list),
        }
        .map_err(DecodeError::Wrong)
    }

    /// The entries, which stand in the buffer; the decoder has none any more.
    pub fn done(&mut self) -> Result<Data<'b>, DecodeError> {
        self.list.done().map_err(DecodeError::NeedSize)
    }
}

/// Reads a text in a codec's format; the entries stand in `into`. Where the codec is a constant, only that one is
/// linked.
#[inline(always)]
pub fn decode<'b>(codec: Codec, text: &[u8], into: &'b mut [u8]) -> Result<Data<'b>, DecodeError> {
    let mut decoder = Decoder::new(into);
    decoder.decode(codec, text)?;
    decoder.done()
}
