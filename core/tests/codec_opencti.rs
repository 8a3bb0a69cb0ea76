//! Salesforce Open CTI: the calls of a page, clicks, dialling options.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::arithmetic_side_effects, clippy::panic, missing_docs)]

mod codec_common;

use codec_common::{decoded, encoded, owned, refused, wrong};
use offhook::Entry;
use offhook::codec::dialling::{DialError, Options, RULES, Reach, Rule, dial};
use offhook::codec::{self, Codec, DecodeError, EncodeError, Why};
use offhook::syntax::Fault;

const LIGHTNING: Codec = Codec::OpenctiLightning;
const CLASSIC: Codec = Codec::OpenctiClassic;

/// `method key=value key=value`
fn call(words: &str) -> Vec<Entry<'_>> {
    let mut words = words.split(' ');
    let method = Entry::new("", "method", words.next().unwrap());
    let rest = words.map(|word| word.split_once('=').unwrap()).map(|(key, value)| Entry::new("", key, value));
    std::iter::once(method).chain(rest).collect()
}

#[test]
fn the_life_of_a_call_in_both_pages() {
    for (words, lightning, classic) in [
        ("enableClickToDial", "enableClickToDial({})", "cti.enableClickToDial()"),
        ("disableClickToDial callback=a.b", r#"disableClickToDial({"callback":a.b})"#, "cti.disableClickToDial(a.b)"),
        ("onClickToDial listener=dial", r#"onClickToDial({"listener":dial})"#, "cti.onClickToDial(dial)"),
        ("getAppViewInfo callback=f", r#"getAppViewInfo({"callback":f})"#, "getPageInfo(f)"),
        (
            "setSoftphonePanelVisibility visible=true callback=f",
            r#"setSoftphonePanelVisibility({"visible":true,"callback":f})"#,
            "setVisible(true,f)",
        ),
        (
            "setSoftphonePanelHeight heightPX=400",
            r#"setSoftphonePanelHeight({"heightPX":400})"#,
            "cti.setSoftphoneHeight(400)",
        ),
        (
            "runApex apexClass=C methodName=m methodParams=a=1&b=2",
            r#"runApex({"apexClass":"C","methodName":"m","methodParams":"a=1&b=2"})"#,
            r#"runApex("C","m","a=1&b=2")"#,
        ),
        (
            "searchAndScreenPop callType=INBOUND searchParams=408-361 callback=f",
            r#"searchAndScreenPop({"searchParams":"408-361","callType":sforce.opencti.CALL_TYPE.INBOUND,"callback":f})"#,
            r#"searchAndScreenPop("408-361",null,"inbound",f)"#,
        ),
        (
            "searchAndScreenPop searchParams=1 queryParams=a=b callType=outbound deferred=true",
            r#"searchAndScreenPop({"searchParams":"1","queryParams":"a=b","callType":sforce.opencti.CALL_TYPE.OUTBOUND,"deferred":true})"#,
            r#"searchAndGetScreenPopUrl("1","a=b","outbound")"#,
        ),
        (
            "screenPop type=SOBJECT recordId=003",
            r#"screenPop({"type":sforce.opencti.SCREENPOP_TYPE.SOBJECT,"params":{"recordId":"003"}})"#,
            r#"screenPop("/003",true)"#,
        ),
        (
            "screenPop type=URL url=/x?a=b callback=f",
            r#"screenPop({"type":sforce.opencti.SCREENPOP_TYPE.URL,"params":{"url":"/x?a=b"},"callback":f})"#,
            r#"screenPop("/x?a=b",true,f)"#,
        ),
        (
            "saveLog entityApiName=Task WhoId=003 Subject=R&D CallDurationInSeconds=42 CallType=Inbound Type=Call CallObject=17 callback=f",
            r#"saveLog({"value":{"entityApiName":"Task","WhoId":"003","Subject":"R&D","CallDurationInSeconds":42,"CallType":"Inbound","Type":"Call","CallObject":"17"},"callback":f})"#,
            r#"saveLog("Task","WhoId=003&Subject=R%26D&CallDurationInSeconds=42&CallType=Inbound&Type=Call&CallObject=17",f)"#,
        ),
        (
            // A field of the record, and no argument of a search.
            "saveLog Id=00T deferred=true",
            r#"saveLog({"value":{"Id":"00T","deferred":"true"}})"#,
            r#"saveLog("Task","Id=00T&deferred=true")"#,
        ),
        (
            "saveLog Id=00T Status=Completed",
            r#"saveLog({"value":{"Id":"00T","Status":"Completed"}})"#,
            r#"saveLog("Task","Id=00T&Status=Completed")"#,
        ),
    ] {
        assert_eq!(encoded(LIGHTNING, call(words).as_slice()).unwrap(), format!("sforce.opencti.{lightning}"));
        assert_eq!(encoded(CLASSIC, call(words).as_slice()).unwrap(), format!("sforce.interaction.{classic}"));
    }
}

#[test]
fn the_other_pops_and_calls_of_lightning() {
    for (words, lightning) in [
        ("screenPop type=OBJECTHOME scope=Account", r#"OBJECTHOME,"params":{"scope":"Account"}"#),
        ("screenPop type=LIST listViewId=00B scope=Case", r#"LIST,"params":{"listViewId":"00B","scope":"Case"}"#),
        ("screenPop type=SEARCH searchString=abc", r#"SEARCH,"params":{"searchString":"abc"}"#),
        (
            "screenPop type=NEW_RECORD_MODAL entityName=Contact defaultFieldValues.LastName=Ärger defaultFieldValues.Phone=1",
            r#"NEW_RECORD_MODAL,"params":{"entityName":"Contact"},"defaultFieldValues":{"LastName":"Ärger","Phone":"1"}"#,
        ),
        (
            "screenPop type=FLOW flowDevName=F flowArgs.a=1 flowArgs.b=",
            r#"FLOW,"params":{"flowDevName":"F","flowArgs":[{"name":"a","type":"String","value":"1"},{"name":"b","type":"String","value":""}]}"#,
        ),
        ("screenPop type=FLOW flowDevName=F", r#"FLOW,"params":{"flowDevName":"F"}"#),
    ] {
        let text = format!("sforce.opencti.screenPop({{\"type\":sforce.opencti.SCREENPOP_TYPE.{lightning}}})");
        assert_eq!(encoded(LIGHTNING, call(words).as_slice()).unwrap(), text);
        refused(CLASSIC, &call(words), 1, Why::Value);
    }
    assert_eq!(
        encoded(LIGHTNING, call("setSoftphoneItemIcon key=end_call").as_slice()).unwrap(),
        r#"sforce.opencti.setSoftphoneItemIcon({"key":"end_call"})"#
    );
    refused(CLASSIC, &call("setSoftphoneItemIcon key=end_call"), 0, Why::Value);
}

/// Whatever stands in a value, it stays a value: in the script and in the page around it.
#[test]
fn values_stay_values() {
    let value = "\"});alert(1)//</script><!-- \u{2028}\u{2029}\\ \0\n'é😀\u{2027}";
    let entries = [Entry::new("", "method", "setSoftphonePanelLabel"), Entry::new("", "label", value)];
    let text = encoded(LIGHTNING, &entries).unwrap();
    assert_eq!(
        text,
        "sforce.opencti.setSoftphonePanelLabel({\"label\":\"\\\"});alert(1)//\\u003c/script>\\u003c!-- \\u2028\\u2029\
         \\\\ \\u0000\\n'é😀\u{2027}\"})"
    );
    let label = text.strip_prefix("sforce.opencti.setSoftphonePanelLabel(").unwrap().strip_suffix(')').unwrap();
    assert_eq!(decoded(Codec::OpenctiClick, label.as_bytes()), [owned(("label", value))]);
    for callback in ["f()", "a;b", "1a", "", "a..b", "a b"] {
        let entries = [Entry::new("", "method", "refreshView"), Entry::new("", "callback", callback)];
        refused(LIGHTNING, &entries, 1, Why::Value);
    }
}

/// Each entry is looked for among those before it, so they are no more than 256.
#[test]
fn a_call_takes_256_entries() {
    let fields: String = (0..255).map(|at| format!(" F{at}=1")).collect();
    let words = format!("saveLog Id=1{fields}");
    let entries = call(&words);
    refused(LIGHTNING, &entries, 256, Why::Many);
    assert!(encoded(LIGHTNING, &entries[..256]).unwrap().contains("F253"));
}

#[test]
fn calls_that_mean_nothing_are_refused() {
    for (words, entry, why) in [
        ("popScreen", 0, Why::Value),
        ("enableClickToDial visible=true", 1, Why::Key),
        ("setSoftphonePanelVisibility visible=yes", 1, Why::Value),
        ("setSoftphonePanelHeight heightPX=12px", 1, Why::Value),
        ("setSoftphonePanelHeight heightPX=012", 1, Why::Value),
        ("screenPop type=sobject recordId=1", 1, Why::Value),
        ("screenPop type=URL url=/x recordId=1", 3, Why::Key),
        ("screenPop type=URL url=/x url=/y", 3, Why::Twice),
        ("saveLog Id=00T Status=Open Status=Completed", 3, Why::Twice),
        ("screenPop type=FLOW flowDevName=F flowArgs.A=1 flowArgs.A=2", 4, Why::Twice),
        ("screenPop type=FLOW flowDevName=F flowArgs.=1", 3, Why::Key),
        ("searchAndScreenPop searchParams=1 callType=sideways", 2, Why::Value),
        ("onClickToDial callback=f", 1, Why::Key),
        ("screenPop type=SEARCH searchString=äö", 2, Why::Value),
    ] {
        refused(LIGHTNING, &call(words), entry, why);
        refused(CLASSIC, &call(words), entry, why);
    }
    for (words, missing) in [
        ("screenPop", "type"),
        ("screenPop type=URL", "url"),
        ("searchAndScreenPop searchParams=1", "callType"),
        ("setSoftphonePanelVisibility", "visible"),
        ("saveLog Subject=x", "entityApiName"),
    ] {
        assert_eq!(encoded(LIGHTNING, call(words).as_slice()), Err(EncodeError::Missing(missing)));
    }
    assert_eq!(encoded(LIGHTNING, &[] as &[Entry<'_>]), Err(EncodeError::Missing("method")));
    assert_eq!(codec::decode(LIGHTNING, b"x", &mut []), Err(DecodeError::OnlyWritten));
    assert_eq!(codec::decode(CLASSIC, b"x", &mut []), Err(DecodeError::OnlyWritten));
}

#[test]
fn a_click() {
    let click = Codec::OpenctiClick;
    let read = [
        ("number", "(408) 361-3611"),
        ("recordId", "0035w"),
        ("recordName", "Sömeone \"S\""),
        ("objectType", "Contact"),
        ("accountId", "001"),
        ("personAccount", "true"),
        ("params", "a,b"),
    ]
    .map(owned);
    for text in [
        r#"{"number":"(408) 361-3611","recordId":"0035w","recordName":"S\u00f6meone \"S\"","objectType":"Contact","accountId":"001","contactId":null,"personAccount":true,"params":"a,b"}"#,
        "{number:'(408) 361-3611', recordId:'0035w', recordName:'Sömeone \"S\"', objectType:'Contact', accountId:'001', personAccount:true, params:'a,b'}",
    ] {
        assert_eq!(decoded(click, text.as_bytes()), read);
    }
    wrong(click, br#"{"number":{}}"#, 10, Fault::Nested);
    wrong(click, b"12", 0, Fault::Unexpected);
    assert_eq!(encoded(click, &[Entry::new("", "number", "1")]), Err(EncodeError::OnlyRead));
}

#[test]
fn dialling_options() {
    let options = Options { outside: "9", long_distance: "1", international: "01" };
    let dialled = |number: &str, rules: &[Rule<'_>]| {
        let mut into = [0; 64];
        dial(number, &options, rules, &mut into).map(|size| String::from_utf8(into[..size].to_vec()).unwrap())
    };
    for (number, text) in [
        ("4002", "4002"),
        ("361-3611", "93613611"),
        ("(408) 361-3611", "914083613611"),
        ("1-408-361-3611", "914083613611"),
        ("+1 408 361 3611", "914083613611"),
        ("+49 (30) 1234/5", "901493012345"),
        ("*72", "*72"),
    ] {
        assert_eq!(dialled(number, RULES).as_deref(), Ok(text), "{number}");
    }
    let german = [
        Rule::new("+49", 1, 14, Reach::LongDistance),
        Rule::new("+", 1, 15, Reach::International),
        Rule::new("00", 1, 15, Reach::International),
        Rule::new("0", 1, 14, Reach::LongDistance),
        Rule::new("", 1, 3, Reach::Internal),
        Rule::new("", 4, 9, Reach::Local),
    ];
    assert_eq!(dialled("0043 1 234", &german).as_deref(), Ok("901431234"));
    assert_eq!(dialled("030 / 1234", &german).as_deref(), Ok("91301234"));
    assert_eq!(dialled("12", &german).as_deref(), Ok("12"));
    assert_eq!(dialled("1234567890", &german), Err(DialError::NoRule));
    assert_eq!(dialled("", RULES), Err(DialError::NoRule));
    assert_eq!(dialled("1-800-FLOWERS", RULES), Err(DialError::Character(6)));
    assert_eq!(dial("4002", &options, RULES, &mut [0; 3]), Err(DialError::NeedSize(4)));
}

#[test]
fn dialling_options_of_a_definition() {
    let text = b"<callCenter><section name='mine'><item name='reqOutsidePrefix'>7</item></section>\
        <section name='reqDialingOptions'><item name='reqOutsidePrefix'>9</item><item name='other'>8</item>\
        <item name='reqInternationalPrefix'>01</item></section></callCenter>";
    let mut into = [0; 512];
    let definition = codec::decode(Codec::OpenctiDefinition, text, &mut into).unwrap();
    assert_eq!(Options::of(definition.iter()), Options { outside: "9", long_distance: "", international: "01" });
    assert_eq!(Options::of([]), Options::default());
}
