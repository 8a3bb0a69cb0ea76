//! JSON objects as serde_json reads them, with nothing lost.

use serde_json::Value;

/// The members of an object in their order, doubles and all; `null` says nothing.
#[derive(Debug)]
pub struct Members<V = Value>(pub Vec<(String, V)>);

impl<'de, V: serde::Deserialize<'de>> serde::Deserialize<'de> for Members<V> {
    fn deserialize<D: serde::Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        struct Visitor<V>(std::marker::PhantomData<V>);
        impl<'de, V: serde::Deserialize<'de>> serde::de::Visitor<'de> for Visitor<V> {
            type Value = Members<V>;
            fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str("an object")
            }
            fn visit_map<A: serde::de::MapAccess<'de>>(self, mut map: A) -> Result<Members<V>, A::Error> {
                let mut members = Vec::new();
                while let Some(member) = map.next_entry()? {
                    members.push(member);
                }
                Ok(Members(members))
            }
        }
        from.deserialize_map(Visitor(std::marker::PhantomData))
    }
}

/// A member that may be an object.
#[derive(Debug, serde::Deserialize)]
#[serde(untagged)]
pub enum Node {
    /// It is.
    Object(Members),
    /// It is not.
    Value(Value),
}
