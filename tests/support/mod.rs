//! What tests share.

pub mod raster;
