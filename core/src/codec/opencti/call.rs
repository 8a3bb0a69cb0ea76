//! A page's call of a method: the tables of methods and pops, and the entries looked up in them and checked.

use super::super::error::{EncodeError, Why};
use super::super::source::{Item, Source};

/// The most entries of a call before the last: each is looked for among those before it.
const MOST: usize = 255;

/// What an argument is.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Text,
    Flag,
    Number,
    /// One of the kinds of pop: the parameters depend on it.
    Pop,
    /// `inbound`, `outbound`, `internal`.
    CallType,
    /// A field of `params`.
    Parameter,
    /// One that is looked for: the platform takes no fewer than three characters.
    Search,
    /// The record to log: every key that is nothing else.
    Record,
}

/// An argument, and whether it must be there.
pub(super) type Argument = (&'static str, Kind, bool);

/// A method by its Lightning name, and its Classic name, where it has one.
pub(super) struct Method {
    pub name: &'static str,
    pub classic: &'static str,
    pub arguments: &'static [Argument],
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

pub(super) const DEFAULTS: &str = "defaultFieldValues.";
pub(super) const FLOW: &str = "flowArgs.";

/// The kinds of pop and their parameters.
const POPS: &[(&str, &[Argument], &str)] = &[
    ("SOBJECT", &[("recordId", Kind::Parameter, true)], ""),
    ("URL", &[("url", Kind::Parameter, true)], ""),
    ("OBJECTHOME", &[("scope", Kind::Parameter, true)], ""),
    ("LIST", &[("listViewId", Kind::Parameter, true), ("scope", Kind::Parameter, false)], ""),
    ("SEARCH", &[("searchString", Kind::Search, true)], ""),
    ("NEW_RECORD_MODAL", &[("entityName", Kind::Parameter, true)], DEFAULTS),
    ("FLOW", &[("flowDevName", Kind::Parameter, true)], FLOW),
];

/// One method call, looked up and checked.
pub(super) struct Call<'a> {
    source: Source<'a>,
    pub method: &'static Method,
    /// `params` of a pop.
    pub parameters: &'static [Argument],
    /// What the keys begin with that set a field or an argument each.
    pub prefix: &'static str,
}

impl<'a> Call<'a> {
    pub fn of(source: Source<'a>) -> Result<Self, EncodeError> {
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
            item.limits().and_then(|()| self.fits(&item)).map_err(|why| refused(&item, why))?;
        }
        match self.arguments().find(|(name, kind, must)| *must && *kind != Kind::Record && self.value(name).is_none()) {
            Some((name, _, _)) => Err(EncodeError::Missing(name)),
            // A new record says what it is, a known one which.
            None if self.has_record() && !self.fields().any(|item| matches!(item.name(), b"entityApiName" | b"Id")) => {
                Err(EncodeError::Missing("entityApiName"))
            }
            None => Ok(()),
        }
    }

    #[inline(never)]
    fn fits(&self, item: &Item<'_>) -> Result<(), Why> {
        let argument = self.arguments().find(|argument| argument.0.as_bytes() == item.name());
        let kind = match argument {
            Some((_, kind, _)) => *kind,
            None if item.name() == b"method" => Kind::Text,
            None if item.name() == self.function().as_bytes() => {
                return if is_path(item.value) { self.once(item) } else { Err(Why::Value) };
            }
            None if self.in_group(item).is_some() || self.is_field(item) => return self.once(item),
            None => return Err(Why::Key),
        };
        let fits = match kind {
            Kind::Flag => matches!(item.value, b"true" | b"false"),
            Kind::Number => is_number(item.value),
            Kind::Search => item.value.utf8_chunks().flat_map(|chunk| chunk.valid().chars()).nth(2).is_some(),
            Kind::CallType => {
                ["inbound", "outbound", "internal"].iter().any(|one| one.as_bytes().eq_ignore_ascii_case(item.value))
            }
            _ => true,
        };
        if fits { self.once(item) } else { Err(Why::Value) }
    }

    #[inline(never)]
    fn once(&self, item: &Item<'_>) -> Result<(), Why> {
        let mut before = own(self.source).take_while(|other| other.at != item.at);
        if before.by_ref().take(MOST).any(|other| other.name() == item.name()) {
            Err(Why::Twice)
        } else if before.next().is_some() {
            Err(Why::Many)
        } else {
            Ok(())
        }
    }

    /// Name of the argument for a function of the page.
    pub fn function(&self) -> &'static str {
        if matches!(self.method.name, "onClickToDial" | "onNavigationChange") { "listener" } else { "callback" }
    }

    pub fn value(&self, name: &str) -> Option<&'a [u8]> {
        first(self.source, name).map(|item| item.value)
    }

    /// The name of a field or argument that the entry sets.
    pub fn in_group(&self, item: &Item<'a>) -> Option<&'a [u8]> {
        let name = item.name().strip_prefix(self.prefix.as_bytes())?;
        (!self.prefix.is_empty() && !name.is_empty()).then_some(name)
    }

    pub fn group(&self) -> impl Iterator<Item = (&'a [u8], &'a [u8])> {
        own(self.source).filter_map(|item| Some((self.in_group(&item)?, item.value)))
    }

    /// Whether the entry is a field of the record that is logged.
    pub fn is_field(&self, item: &Item<'_>) -> bool {
        self.has_record() && item.name() != b"method" && item.name() != self.function().as_bytes()
    }

    fn has_record(&self) -> bool {
        matches!(self.method.arguments, [(_, Kind::Record, _)])
    }

    pub fn fields(&self) -> impl Iterator<Item = Item<'a>> {
        own(self.source).filter(|item| self.is_field(item))
    }
}

/// The entries of the call's own that are no facts.
pub(super) fn own(source: Source<'_>) -> impl Iterator<Item = Item<'_>> {
    source.items().filter(|item| item.app.is_empty() && !item.is_fact())
}

#[inline(never)]
pub(super) fn first<'a>(source: Source<'a>, name: &str) -> Option<Item<'a>> {
    own(source).find(|item| item.name() == name.as_bytes())
}

pub(super) fn refused(item: &Item<'_>, why: Why) -> EncodeError {
    EncodeError::Refused { entry: item.at, why }
}

/// Whether this is a number that stands in a script as it is.
pub(super) fn is_number(text: &[u8]) -> bool {
    matches!(text, [b'0'] | [b'1'..=b'9', ..]) && text.len() <= 15 && text.iter().all(u8::is_ascii_digit)
}

/// Whether this names a function: identifiers with dots between them.
fn is_path(text: &[u8]) -> bool {
    text.split(|byte| *byte == b'.').all(|part| {
        let inner = part.iter().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'$'));
        inner && part.first().is_some_and(|byte| !byte.is_ascii_digit())
    })
}
