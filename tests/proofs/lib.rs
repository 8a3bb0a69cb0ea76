//! Proofs of the station, on the code that runs: what must hold after every step, every state that few calls can
//! reach, and a second model that must say the same.

pub mod alphabet;
pub mod aside;
pub mod budget;
pub mod canon;
pub mod compare;
pub mod explore;
pub mod invariants;
pub mod lawful;
pub mod naive;
pub mod plans;
pub mod rig;
pub mod rng;
pub mod snapshot;
pub mod system;
pub mod transforms;
pub mod walk;
