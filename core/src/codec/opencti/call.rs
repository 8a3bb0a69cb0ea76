//! A page's call of a method: the tables of methods and pops, and the entries checked against them.

use super::super::error::{EncodeError, Why};
use super::super::items::Items;
use super::super::source::Item;
use crate::syntax::same;

/// The most entries of a call: each is looked for among those before it.
const MOST: u32 = 256;

/// What an argument is.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Text,
    Flag,
    Number,
    /// The method.
    Method,
    /// One of the kinds of pop: the parameters depend on it.
    Pop,
    /// `inbound`, `outbound`, `internal`.
    CallType,
    /// Whether a search gives the address of the page instead of popping it.
    Deferred,
    /// A field of `params`.
    Parameter,
    /// One that is looked for: the platform takes no fewer than three characters.
    Search,
    /// The record to log: every key that is nothing else.
    Record,
    /// Every key that begins so sets a field of a new record.
    Defaults,
    /// Every key that begins so sets an argument of a flow.
    Flow,
    /// A function of the page.
    Function,
}

const FLAG: &[&str] = &["true", "false"];
const CALL_TYPE: &[&str] = &["inbound", "outbound", "internal"];

/// An argument, and whether it must be there.
pub(super) type Argument = (&'static str, Kind, bool);

/// A method by its Lightning name, and its Classic name, where it has one.
pub(super) struct Method {
    pub name: &'static str,
    pub classic: &'static str,
    arguments: &'static [Argument],
    function: &'static Argument,
}

const fn method(name: &'static str, classic: &'static str, arguments: &'static [Argument]) -> Method {
    Method { name, classic, arguments, function: &CALLBACK }
}

const METHODS: &[Method; 21] = &[
    method("enableClickToDial", "cti.enableClickToDial", &[]),
    method("disableClickToDial", "cti.disableClickToDial", &[]),
    Method { function: &LISTENER, ..method("onClickToDial", "cti.onClickToDial", &[]) },
    Method { function: &LISTENER, ..method("onNavigationChange", "onFocus", &[]) },
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
    method(
        "searchAndScreenPop",
        "searchAndScreenPop",
        &[
            ("searchParams", Kind::Text, true),
            ("queryParams", Kind::Text, false),
            ("callType", Kind::CallType, true),
            DEFERRED,
            DEFAULTS,
        ],
    ),
    method("screenPop", "screenPop", &[TYPE]),
    method("saveLog", "saveLog", &[("value", Kind::Record, true)]),
];

pub(super) const METHOD: Argument = ("method", Kind::Method, false);
const TYPE: Argument = ("type", Kind::Pop, true);
pub(super) const DEFERRED: Argument = ("deferred", Kind::Deferred, false);
/// A field of a record: whose it is, when it is new.
pub(super) const ENTITY: Argument = ("entityApiName", Kind::Text, false);
const CALLBACK: Argument = ("callback", Kind::Function, false);
const LISTENER: Argument = ("listener", Kind::Function, false);
const DEFAULTS: Argument = ("defaultFieldValues.", Kind::Defaults, false);

/// A kind of pop.
pub(super) struct Pop {
    name: &'static str,
    parameters: &'static [Argument],
    /// What Classic has before the parameter in the address that it pops, where it can.
    pub classic: Option<&'static str>,
}

const fn pop(name: &'static str, classic: Option<&'static str>, parameters: &'static [Argument]) -> Pop {
    Pop { name, parameters, classic }
}

const POPS: &[Pop; 8] = &[
    // For what pops nothing: no value is that.
    pop("\0", None, &[]),
    pop("SOBJECT", Some("/"), &[("recordId", Kind::Parameter, true)]),
    pop("URL", Some(""), &[("url", Kind::Parameter, true)]),
    pop("OBJECTHOME", None, &[("scope", Kind::Parameter, true)]),
    pop("LIST", None, &[("listViewId", Kind::Parameter, true), ("scope", Kind::Parameter, false)]),
    pop("SEARCH", None, &[("searchString", Kind::Search, true)]),
    pop("NEW_RECORD_MODAL", None, &[("entityName", Kind::Parameter, true), DEFAULTS]),
    pop("FLOW", None, &[("flowDevName", Kind::Parameter, true), ("flowArgs.", Kind::Flow, false)]),
];

/// One method call: its place in the table of methods, and behind it that in the table of pops. The entries that fill it
/// are looked for when they are wanted, by the one reader that there is of them.
#[derive(Clone, Copy)]
pub(super) struct Call(pub usize);

impl Call {
    /// The call that the entries make: each has a place, once, and every place that must be filled is. It comes as a number,
    /// where the length of the text will.
    #[inline(never)]
    pub fn of(items: &mut Items<'_>) -> Result<usize, EncodeError> {
        let mut item = Item::NONE;
        if !first(items, &mut item, |item| takes(&METHOD, item).is_some()) {
            return Err(EncodeError::Missing(METHOD.0));
        }
        let method = METHODS.iter().position(|method| same(method.name.as_bytes(), item.value));
        let mut call = Self(method.ok_or(items.refused(Why::Value))?);
        if let [(_, Kind::Pop, _)] = call.method().arguments {
            if !first(items, &mut item, |item| takes(&TYPE, item).is_some()) {
                return Err(EncodeError::Missing(TYPE.0));
            }
            let pop = POPS.iter().position(|pop| same(pop.name.as_bytes(), item.value));
            call.0 |= pop.ok_or(items.refused(Why::Value))? << 8;
        }
        let (mut filled, mut count) = (0, 0u32);
        items.again();
        while items.advance(&mut item) {
            if !item.is_own() {
                continue;
            }
            item.limits().and_then(|()| call.fill(&item, &mut filled)).map_err(|why| items.refused(why))?;
            // The first of its name is itself: so the reader is where it was.
            let (at, key) = (item.at, item.name());
            first(items, &mut item, |item| item.is_own() && same(item.name(), key));
            count = count.wrapping_add(1);
            if item.at != at || count > MOST {
                let why = if item.at != at { Why::Twice } else { Why::Many };
                return Err(EncodeError::Refused { entry: at, why });
            }
        }
        match call.missing(filled) {
            Some(name) => Err(EncodeError::Missing(name)),
            None => Ok(call.0),
        }
    }

    #[inline(never)]
    pub fn method(self) -> &'static Method {
        let [first, ..] = METHODS;
        METHODS.get(self.0 % 256).unwrap_or(first)
    }

    #[inline(never)]
    pub fn pop(self) -> &'static Pop {
        let [first, ..] = POPS;
        POPS.get(self.0 / 256).unwrap_or(first)
    }

    /// The arguments in the order in which they are written: the method and its function are the first and the last.
    pub fn argument(self, place: u32) -> Option<&'static Argument> {
        let Some(place) = (place as usize).checked_sub(1) else { return Some(&METHOD) };
        let (Method { arguments, function, .. }, parameters) = (self.method(), self.pop().parameters);
        let behind = place.wrapping_sub(arguments.len());
        if behind == parameters.len() {
            return Some(function);
        }
        arguments.get(place).or_else(|| parameters.get(behind))
    }

    /// Notes the argument that the entry fills.
    #[inline(never)]
    fn fill(self, item: &Item<'_>, filled: &mut u32) -> Result<(), Why> {
        let mut place = 0;
        loop {
            let argument = self.argument(place).ok_or(Why::Key)?;
            if takes(argument, item).is_some() {
                // A new record says what it is, a known one which.
                if argument.1 != Kind::Record || one_of(&[ENTITY.0, "Id"], item.name()) {
                    *filled |= 1u32.wrapping_shl(place);
                }
                return argument.1.check(item.value);
            }
            place = place.wrapping_add(1);
        }
    }

    /// The first argument that must be there and is not.
    #[inline(never)]
    fn missing(self, filled: u32) -> Option<&'static str> {
        let mut place = 0;
        while let Some((name, kind, must)) = self.argument(place) {
            if *must && filled & 1u32.wrapping_shl(place) == 0 {
                return Some(if *kind == Kind::Record { ENTITY.0 } else { name });
            }
            place = place.wrapping_add(1);
        }
        None
    }
}

/// The values that an entry of this name takes, where they are a list. Classic has a counterpart for some.
pub(in super::super) fn values(name: &str, classic: bool) -> impl Iterator<Item = &'static str> {
    let is = |argument: &Argument| argument.0 == name;
    let (method, pop) = (is(&METHOD), is(&TYPE));
    let others = match METHODS.iter().flat_map(|method| method.arguments).find(|argument| is(argument)) {
        Some((_, Kind::Flag | Kind::Deferred, _)) => FLAG,
        Some((_, Kind::CallType, _)) => CALL_TYPE,
        _ => &[],
    };
    let methods = METHODS.iter().filter(move |one| method && (!classic || !one.classic.is_empty()));
    let pops = POPS.iter().skip(1).filter(move |one| pop && (!classic || one.classic.is_some()));
    methods.map(|one| one.name).chain(pops.map(|one| one.name)).chain(others.iter().copied())
}

impl Kind {
    /// Whether an argument of this kind takes the value.
    #[inline(never)]
    fn check(self, value: &[u8]) -> Result<(), Why> {
        let fits = match self {
            Self::Flag | Self::Deferred => one_of(FLAG, value),
            Self::Number => is_number(value),
            // Each character has one byte that does not go on with another.
            Self::Search => value.iter().filter(|byte| !matches!(byte, 0x80..0xC0)).count() >= 3,
            Self::CallType => CALL_TYPE.iter().any(|one| one.as_bytes().eq_ignore_ascii_case(value)),
            Self::Function => is_path(value),
            _ => true,
        };
        if fits { Ok(()) } else { Err(Why::Value) }
    }
}

/// Goes to the first entry that is wanted; whether there is one.
#[inline(always)]
pub(super) fn first<'a>(items: &mut Items<'a>, item: &mut Item<'a>, wanted: impl Fn(&Item<'a>) -> bool) -> bool {
    items.again();
    loop {
        if !items.advance(item) {
            return false;
        }
        if wanted(item) {
            return true;
        }
    }
}

/// The name that an entry is written with, if it is of this argument.
#[inline(never)]
pub(super) fn takes<'a>(argument: &Argument, item: &Item<'a>) -> Option<&'a [u8]> {
    if !item.is_own() {
        return None;
    }
    let (key, &(name, kind, _)) = (item.name(), argument);
    if kind == Kind::Record {
        let other = same(key, METHOD.0.as_bytes()) || same(key, CALLBACK.0.as_bytes());
        return (!other).then_some(key);
    }
    let (begins, rest) = key.split_at_checked(name.len())?;
    let group = matches!(kind, Kind::Defaults | Kind::Flow);
    (same(begins, name.as_bytes()) && rest.is_empty() != group).then_some(if group { rest } else { key })
}

fn one_of(words: &[&str], text: &[u8]) -> bool {
    words.iter().any(|word| same(word.as_bytes(), text))
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
