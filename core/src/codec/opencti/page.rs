//! Salesforce Open CTI: the calls that a softphone page makes, and what a click on a number gives it.
//!
//! The entries are a call of a method by its Lightning name: `method=screenPop`, its arguments under their
//! names, and if wanted `callback=NAME` (or `listener=NAME`) of a function in the page. `defaultFieldValues.F` and
//! `flowArgs.A` set one field or argument each. In `saveLog` every other key is a field of the record. The text is
//! an expression that may stand in a page's script. Classic takes what it has a counterpart for.

use super::error::{DecodeError, EncodeError, Why};
use super::payload;
use super::source::{Item, Source};
use super::table::{Table, limits};
use crate::data::list::List;
use crate::syntax::json::{self, Dialect};
use crate::syntax::{Out, url};

/// What an argument is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Text,
    Flag,
    Number,
    /// One of the kinds of pop: the parameters depend on it.
    Pop,
    /// `inbound`, `outbound`, `internal`.
    CallType,
    /// A field of `params`.
    Parameter,
    /// The record to log: every key that is nothing else.
    Record,
}

/// An argument, and whether it must be there.
type Argument = (&'static str, Kind, bool);

/// A method by its Lightning name, and its Classic name, where it has one.
struct Method {
    name: &'static str,
    classic: &'static str,
    arguments: &'static [Argument],
    /// Prefix of the keys that set fields or arguments.
    prefix: &'static str,
}

const fn method(name: &'static str, classic: &'static str, arguments: &'static [Argument]) -> Method {
    Method { name, classic, arguments, prefix: "" }
}

const METHODS: &[Method] = &[
    method("enableClickToDial", "cti.enableClickToDial", &[]),
    method("disableClickToDial", "cti.disableClickToDial", &[]),
    method("onClickToDial", "cti.onClickToDial", &[]),
    method("onNavigationChange", "onFocus", &[]),
    method("getAppViewInfo", "getPageInfo", &[]),
    method("getCallCenterSettings", "cti.getCallCenterSettings", &[]),
    method("getSoftphoneLayout", "cti.getSoftphoneLayout", &[]),
    method("isSoftphonePanelVisible", "isVisible", &[]),
    method("notifyInitializationComplete", "cti.notifyInitializationComplete", &[]),
    method("refreshView", "refreshPage", &[]),
    method("setSoftphonePanelVisibility", "setVisible", &[("visible", Kind::Flag, true)]),
    method("setSoftphonePanelHeight", "cti.setSoftphoneHeight", &[("heightPX", Kind::Number, true)]),
    method("setSoftphonePanelWidth", "cti.setSoftphoneWidth", &[("widthPX", Kind::Number, true)]),
    method("setSoftphoneItemLabel", "", &[("label", Kind::Text, true)]),
    method("setSoftphonePanelLabel", "", &[("label", Kind::Text, true)]),
    method("setSoftphoneItemIcon", "", &[("key", Kind::Text, true)]),
    method("setSoftphonePanelIcon", "", &[("key", Kind::Text, true)]),
    method(
        "runApex",
        "runApex",
        &[("apexClass", Kind::Text, true), ("methodName", Kind::Text, true), ("methodParams", Kind::Text, false)],
    ),
    Method { prefix: DEFAULTS, ..method("searchAndScreenPop", "searchAndScreenPop", SEARCH) },
    method("screenPop", "screenPop", &[("type", Kind::Pop, true)]),
    method("saveLog", "saveLog", &[("value", Kind::Record, true)]),
];

const SEARCH: &[Argument] = &[
    ("searchParams", Kind::Text, true),
    ("queryParams", Kind::Text, false),
    ("callType", Kind::CallType, true),
    ("deferred", Kind::Flag, false),
];

const DEFAULTS: &str = "defaultFieldValues.";
const FLOW: &str = "flowArgs.";

/// The kinds of pop and their parameters.
const POPS: &[(&str, &[Argument], &str)] = &[
    ("SOBJECT", &[("recordId", Kind::Parameter, true)], ""),
    ("URL", &[("url", Kind::Parameter, true)], ""),
    ("OBJECTHOME", &[("scope", Kind::Parameter, true)], ""),
    ("LIST", &[("listViewId", Kind::Parameter, true), ("scope", Kind::Parameter, false)], ""),
    ("SEARCH", &[("searchString", Kind::Parameter, true)], ""),
    ("NEW_RECORD_MODAL", &[("entityName", Kind::Parameter, true)], DEFAULTS),
    ("FLOW", &[("flowDevName", Kind::Parameter, true)], FLOW),
];

/// One method call, looked up and checked.
struct Call<'a> {
    source: Source<'a>,
    method: &'static Method,
    /// `params` of a pop.
    parameters: &'static [Argument],
    prefix: &'static str,
}

impl<'a> Call<'a> {
    fn of(source: Source<'a>) -> Result<Self, EncodeError> {
        let name = first(source, "method").ok_or(EncodeError::Missing("method"))?;
        let method = METHODS.iter().find(|method| method.name.as_bytes() == name.value);
        let method = method.ok_or(refused(&name, Why::Value))?;
        let mut call = Self { source, method, parameters: &[], prefix: method.prefix };
        if let Some((kind, Kind::Pop, _)) = method.arguments.first() {
            let kind = first(source, kind).ok_or(EncodeError::Missing("type"))?;
            let pop = POPS.iter().find(|pop| pop.0.as_bytes() == kind.value).ok_or(refused(&kind, Why::Value))?;
            (_, call.parameters, call.prefix) = *pop;
        }
        call.check()?;
        Ok(call)
    }

    fn arguments(&self) -> impl Iterator<Item = &'static Argument> + use<> {
        self.method.arguments.iter().chain(self.parameters)
    }

    /// Whether every entry has a place, and every place that must be filled is.
    #[inline(never)]
    fn check(&self) -> Result<(), EncodeError> {
        for item in own(self.source) {
            limits(&item).and_then(|()| self.fits(&item)).map_err(|why| refused(&item, why))?;
        }
        match self.arguments().find(|(name, kind, must)| *must && *kind != Kind::Record && self.value(name).is_none()) {
            Some((name, _, _)) => Err(EncodeError::Missing(name)),
            None => Ok(()),
        }
    }

    #[inline(never)]
    fn fits(&self, item: &Item<'_>) -> Result<(), Why> {
        let argument = self.arguments().find(|argument| argument.0.as_bytes() == item.name);
        let kind = match argument {
            Some((_, kind, _)) => *kind,
            None if item.name == b"method" => Kind::Text,
            None if item.name == self.function().as_bytes() => {
                return if is_path(item.value) { self.once(item) } else { Err(Why::Value) };
            }
            None if self.in_group(item).is_some() || self.is_field(item) => return Ok(()),
            None => return Err(Why::Key),
        };
        let fits = match kind {
            Kind::Flag => matches!(item.value, b"true" | b"false"),
            Kind::Number => is_number(item.value),
            Kind::CallType => {
                ["inbound", "outbound", "internal"].iter().any(|one| one.as_bytes().eq_ignore_ascii_case(item.value))
            }
            _ => true,
        };
        if fits { self.once(item) } else { Err(Why::Value) }
    }

    #[inline(never)]
    fn once(&self, item: &Item<'_>) -> Result<(), Why> {
        let before = own(self.source).take_while(|other| other.at != item.at).any(|other| other.name == item.name);
        if before { Err(Why::Twice) } else { Ok(()) }
    }

    /// Name of the argument for a function of the page.
    fn function(&self) -> &'static str {
        if matches!(self.method.name, "onClickToDial" | "onNavigationChange") { "listener" } else { "callback" }
    }

    fn value(&self, name: &str) -> Option<&'a [u8]> {
        first(self.source, name).map(|item| item.value)
    }

    /// The name of a field or argument that the entry sets.
    fn in_group(&self, item: &Item<'a>) -> Option<&'a [u8]> {
        let name = item.name.strip_prefix(self.prefix.as_bytes())?;
        (!self.prefix.is_empty() && !name.is_empty()).then_some(name)
    }

    fn group(&self) -> impl Iterator<Item = (&'a [u8], &'a [u8])> {
        own(self.source).filter_map(|item| Some((self.in_group(&item)?, item.value)))
    }

    /// Whether the entry is a field of the record that is logged.
    fn is_field(&self, item: &Item<'_>) -> bool {
        matches!(self.method.arguments, [(_, Kind::Record, _)])
            && item.name != b"method"
            && item.name != self.function().as_bytes()
    }

    fn fields(&self) -> impl Iterator<Item = Item<'a>> {
        own(self.source).filter(|item| self.is_field(item))
    }
}

/// `sforce.opencti.screenPop({"type":…,"params":{…},"callback":…})`
pub(super) fn encode_lightning(source: Source<'_>, out: &mut Out<'_>) -> Result<(), EncodeError> {
    let call = Call::of(source)?;
    out.put(b"sforce.opencti.");
    out.put(call.method.name.as_bytes());
    out.put(b"({");
    let mut list = Listing { out, first: true };
    for (name, kind, _) in call.method.arguments {
        let value = call.value(name).unwrap_or(b"");
        match kind {
            Kind::Record => {
                list.open(name);
                list.record(&call);
                list.close(b"}");
            }
            _ if call.value(name).is_none() => {}
            Kind::Pop => {
                list.word(name, b"sforce.opencti.SCREENPOP_TYPE.", value, u8::to_ascii_uppercase);
                list.open("params");
                for (name, _, _) in call.parameters {
                    if let Some(value) = call.value(name) {
                        list.text(name.as_bytes(), value);
                    }
                }
                if call.prefix == FLOW {
                    list.flow(&call);
                }
                list.close(b"}");
            }
            Kind::CallType => list.word(name, b"sforce.opencti.CALL_TYPE.", value, u8::to_ascii_uppercase),
            Kind::Flag | Kind::Number => list.plain(name.as_bytes(), value),
            Kind::Text | Kind::Parameter => list.text(name.as_bytes(), value),
        }
    }
    if call.prefix == DEFAULTS {
        list.defaults(&call);
    }
    if let Some(function) = call.value(call.function()) {
        list.plain(call.function().as_bytes(), function);
    }
    out.put(b"})");
    Ok(())
}

/// `sforce.interaction.setVisible(true,…)`: arguments by their place, the function last.
pub(super) fn encode_classic(source: Source<'_>, out: &mut Out<'_>) -> Result<(), EncodeError> {
    let call = Call::of(source)?;
    let no_counterpart =
        |key| first(source, key).map_or(EncodeError::Missing("method"), |item| refused(&item, Why::Value));
    if call.method.classic.is_empty() {
        return Err(no_counterpart("method"));
    }
    let deferred = call.value("deferred") == Some(b"true");
    out.put(b"sforce.interaction.");
    out.put(if deferred { b"searchAndGetScreenPopUrl" } else { call.method.classic.as_bytes() });
    out.byte(b'(');
    let mut list = Listing { out, first: true };
    for (name, kind, _) in call.method.arguments {
        let value = call.value(name);
        match (kind, value) {
            (Kind::Pop, kind) => {
                // A page is popped by its address.
                let (start, key): (&[u8], _) = match kind {
                    Some(b"SOBJECT") => (b"/", "recordId"),
                    Some(b"URL") => (b"", "url"),
                    _ => return Err(no_counterpart("type")),
                };
                list.quoted(&[start, call.value(key).unwrap_or(b"")]);
                list.raw(b"true");
            }
            (Kind::Record, _) => {
                let entity = call.fields().find(|item| item.name == b"entityApiName");
                list.quoted(&[entity.map_or(b"Task", |item| item.value)]);
                list.query(&call);
            }
            (Kind::Flag, _) if *name == "deferred" => {}
            (_, None) => list.raw(b"null"),
            (Kind::Flag | Kind::Number, Some(value)) => list.raw(value),
            (Kind::CallType, Some(value)) => {
                list.next();
                list.out.byte(b'"');
                value.iter().for_each(|byte| list.out.byte(byte.to_ascii_lowercase()));
                list.out.byte(b'"');
            }
            (_, Some(value)) => list.quoted(&[value]),
        }
    }
    if let Some(item) = own(source).find(|item| call.in_group(item).is_some()) {
        return Err(refused(&item, Why::Key));
    }
    if let Some(function) = call.value(call.function()) {
        list.raw(function);
    }
    out.byte(b')');
    Ok(())
}

/// Names and values with commas between them.
struct Listing<'o, 'a> {
    out: &'o mut Out<'a>,
    first: bool,
}

impl Listing<'_, '_> {
    fn next(&mut self) {
        if !self.first {
            self.out.byte(b',');
        }
        self.first = false;
    }

    fn raw(&mut self, value: &[u8]) {
        self.next();
        self.out.put(value);
    }

    fn quoted(&mut self, parts: &[&[u8]]) {
        self.next();
        self.out.byte(b'"');
        parts.iter().for_each(|part| put_script(self.out, part));
        self.out.byte(b'"');
    }

    fn name(&mut self, name: &[u8]) {
        self.quoted(&[name]);
        self.out.byte(b':');
    }

    fn plain(&mut self, name: &[u8], value: &[u8]) {
        self.name(name);
        self.out.put(value);
    }

    fn text(&mut self, name: &[u8], value: &[u8]) {
        self.name(name);
        self.out.byte(b'"');
        put_script(self.out, value);
        self.out.byte(b'"');
    }

    fn word(&mut self, name: &str, list: &[u8], word: &[u8], case: fn(&u8) -> u8) {
        self.plain(name.as_bytes(), list);
        word.iter().for_each(|byte| self.out.byte(case(byte)));
    }

    fn open(&mut self, name: &str) {
        self.name(name.as_bytes());
        self.out.byte(b'{');
        self.first = true;
    }

    fn close(&mut self, end: &[u8]) {
        self.out.put(end);
        self.first = false;
    }

    /// The fields of the record that is logged.
    #[inline(never)]
    fn record(&mut self, call: &Call<'_>) {
        for item in call.fields() {
            if item.name == b"CallDurationInSeconds" && is_number(item.value) {
                self.plain(item.name, item.value);
            } else {
                self.text(item.name, item.value);
            }
        }
    }

    /// The same as a query.
    #[inline(never)]
    fn query(&mut self, call: &Call<'_>) {
        self.next();
        self.out.byte(b'"');
        let mut between: &[u8] = b"";
        for item in call.fields().filter(|item| item.name != b"entityApiName") {
            self.out.put(between);
            url::put(self.out, item.name);
            self.out.byte(b'=');
            url::put(self.out, item.value);
            between = b"&";
        }
        self.out.byte(b'"');
    }

    #[inline(never)]
    fn defaults(&mut self, call: &Call<'_>) {
        if call.group().next().is_some() {
            self.open("defaultFieldValues");
            call.group().for_each(|(name, value)| self.text(name, value));
            self.close(b"}");
        }
    }

    #[inline(never)]
    fn flow(&mut self, call: &Call<'_>) {
        if call.group().next().is_none() {
            return;
        }
        self.name(b"flowArgs");
        self.out.byte(b'[');
        self.first = true;
        for (name, value) in call.group() {
            self.next();
            self.out.byte(b'{');
            self.first = true;
            self.text(b"name", name);
            self.text(b"type", b"String");
            self.text(b"value", value);
            self.close(b"}");
        }
        self.close(b"]");
    }
}

/// Text of a script that may stand in a page: nothing in it ends a script element, or a line in older engines.
fn put_script(out: &mut Out<'_>, text: &[u8]) {
    let mut rest = text;
    while let Some(at) = rest.iter().position(|byte| matches!(byte, b'<' | 0xE2)) {
        let (clean, dirty) = rest.split_at_checked(at).unwrap_or((rest, &[]));
        json::put(out, clean);
        let (length, escaped): (usize, &[u8]) = match dirty {
            [b'<', ..] => (1, b"\\u003c"),
            [0xE2, 0x80, 0xA8, ..] => (3, b"\\u2028"),
            [0xE2, 0x80, 0xA9, ..] => (3, b"\\u2029"),
            _ => (1, b"\xE2"),
        };
        out.put(escaped);
        rest = dirty.get(length..).unwrap_or(&[]);
    }
    json::put(out, rest);
}

/// The entries of the call's own that are no facts.
fn own(source: Source<'_>) -> impl Iterator<Item = Item<'_>> {
    source.items().filter(|item| item.app.is_empty() && !item.known.is_some_and(|known| known.is_fact()))
}

#[inline(never)]
fn first<'a>(source: Source<'a>, name: &str) -> Option<Item<'a>> {
    own(source).find(|item| item.name == name.as_bytes())
}

fn refused(item: &Item<'_>, why: Why) -> EncodeError {
    EncodeError::Refused { entry: item.at, why }
}

/// Whether this is a number that stands in a script as it is.
fn is_number(text: &[u8]) -> bool {
    matches!(text, [b'0'] | [b'1'..=b'9', ..]) && text.len() <= 15 && text.iter().all(u8::is_ascii_digit)
}

/// Whether this names a function: identifiers with dots between them.
fn is_path(text: &[u8]) -> bool {
    text.split(|byte| *byte == b'.').all(|part| {
        let inner = part.iter().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'$'));
        inner && part.first().is_some_and(|byte| !byte.is_ascii_digit())
    })
}

/// What a click gives: `{"number":"…","recordId":"…",…}`; every name as it stands.
const CLICK: Table = Table { fields: &[], also: None, free: true, any_case: false };

pub(super) fn decode_click(text: &[u8], list: &mut List<'_>) -> Result<(), DecodeError> {
    let mut reader = json::Reader::new(text, Dialect::Script)?;
    reader.object()?;
    payload::members(&CLICK, &mut reader, list)?;
    Ok(reader.end()?)
}
