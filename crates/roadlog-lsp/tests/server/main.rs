//! The server through the wire: an editor in memory at one end, the server itself at the other.

#[cfg(test)]
mod changes;
#[cfg(test)]
mod diagnostics;
#[cfg(test)]
mod disk;
#[cfg(test)]
mod features;
#[cfg(test)]
mod frames;
#[cfg(test)]
mod lifecycle;
#[cfg(test)]
mod memory;
#[cfg(test)]
mod offers;
#[cfg(test)]
mod panics;
#[cfg(test)]
mod properties;
#[cfg(test)]
mod repository;
#[cfg(test)]
mod support;
#[cfg(test)]
mod texts;
#[cfg(test)]
mod unread;
