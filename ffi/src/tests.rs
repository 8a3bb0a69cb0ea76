//! What C programs cannot see: that the numbers and names here are the core's, all of them.
#![allow(clippy::unwrap_used, reason = "a test's way to fail")]

use std::ffi::{CStr, c_char};
use std::format;

use offhook_core::codec::Codec;
use offhook_core::{
    AgentState, CallKind, ForwardKind, Known, Link, Mode, Presentation, Purpose, Quirk, RequestKind, SignalKind, State,
    What, WrapUpWish, cause,
};

use crate::version::{OFFHOOK_VERSION_MAJOR, OFFHOOK_VERSION_MINOR, OFFHOOK_VERSION_PATCH};
use crate::{names, version};

fn text(name: *const c_char) -> Option<&'static str> {
    // SAFETY: the library's names end with a NUL and last for ever.
    (!name.is_null()).then(|| unsafe { CStr::from_ptr(name) }.to_str().unwrap())
}

#[test]
fn every_number_has_its_name_and_no_other_has_one() {
    macro_rules! list {
        ($($list:ident $name:ident)+) => {$(
            for code in 0..=u8::MAX {
                assert_eq!(text(names::$name(code)), $list::from_code(code).map($list::name), "{} {code}", stringify!($list));
            }
        )+};
    }
    list! {
        SignalKind offhook_signal_name
        RequestKind offhook_request_name
        What offhook_output_name
        State offhook_state_name
        AgentState offhook_agent_name
        CallKind offhook_kind_name
        Purpose offhook_purpose_name
        ForwardKind offhook_forward_name
        Presentation offhook_presentation_name
        Link offhook_link_name
        Mode offhook_mode_name
        WrapUpWish offhook_wrap_up_wish_name
        Quirk offhook_quirk_name
        Known offhook_key_name
        Codec offhook_codec_name
    }
    for code in 0..=u16::MAX {
        assert_eq!(text(names::offhook_cause_name(code)), offhook_core::Cause(code).name(), "cause {code}");
    }
    assert!(cause::NAMES.len() > 100);
}

#[test]
fn every_version_is_the_packages() {
    let version = env!("CARGO_PKG_VERSION");
    assert_eq!(format!("{OFFHOOK_VERSION_MAJOR}.{OFFHOOK_VERSION_MINOR}.{OFFHOOK_VERSION_PATCH}"), version);
    assert_eq!(text(version::offhook_version_text()), Some(version));
    assert_eq!(
        version::offhook_version(),
        OFFHOOK_VERSION_MAJOR * 65536 + OFFHOOK_VERSION_MINOR * 256 + OFFHOOK_VERSION_PATCH
    );
}
