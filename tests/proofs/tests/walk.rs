//! The station beside the second model, by chance.

use offhook_tests::{budget, walk};

#[test]
fn the_station_and_the_second_model_say_the_same() {
    let (seed, steps) = (1, budget::of("walk-steps"));
    println!("seed {seed}, {steps} steps");
    if let Err(difference) = walk::walk(seed, steps, |_| {}) {
        panic!("{difference}");
    }
}
