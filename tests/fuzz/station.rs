//! Sequences of inputs, chosen by the bytes: the station beside the second model, every step judged.

/// A walk whose chances are these bytes.
pub fn station(data: &[u8]) {
    if let Err(difference) = offhook_tests::walk::by_bytes(data) {
        panic!("{difference}");
    }
}
