//! Images that sides disagree about, small enough to look at: read from the trees, and decoded with bounds, because what
//! a tree holds is nobody's promise. Not: how they are shown.

use crate::engine::bases::Bases;
use crate::engine::gather::manifest_of;
use crate::engine::project::Project;
use crate::engine::{disk, pack};
use crate::model::conflict::{Conflict, Detail};
use crate::model::merge::tree::Entry;
use crate::model::problem::Problem;
use crate::model::team::TeamId;

/// Larger files are not looked at.
const LARGEST: u64 = 32 * 1024 * 1024;

/// Endings of the formats that are known.
const KNOWN: [&str; 4] = ["png", "jpg", "jpeg", "bmp"];

/// An image, made smaller where it is large.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Picture {
    /// How wide and high it is in its file.
    pub size: [u32; 2],
    /// How wide and high it is here.
    pub shown: [usize; 2],
    /// Red, green, blue and opacity of each of its points.
    pub rgba: Vec<u8>,
}

/// Whether a conflict is about images that can be shown.
pub fn is_about_pictures(conflict: &Conflict) -> bool {
    let ending = conflict.path.file_name().rsplit('.').next().unwrap_or_default().to_lowercase();
    matches!(conflict.detail, Detail::Version { .. }) && KNOWN.contains(&ending.as_str())
}

/// The images of a conflict: base's first, then each side's; nothing where there is none, or none that can be read.
pub fn read(project: &Project, conflict: &Conflict) -> Result<Vec<Option<Picture>>, Problem> {
    let Detail::Version { base, sides, .. } = &conflict.detail else { return Ok(Vec::new()) };
    let manifest = manifest_of(project)?;
    let mut bases = Bases::new(project, &manifest);
    let path = &conflict.path;
    let of_base = match (base, conflict.teams.iter().find(|team| !team.is_person())) {
        (Some(entry), Some(team)) if entry.size <= LARGEST => bases.of(team)?.read(path)?,
        _ => None,
    };
    let of_side = |(team, entry): (&TeamId, &Option<Entry>)| {
        let entry = entry.as_ref().filter(|entry| entry.size <= LARGEST)?;
        let folder = match team.is_person() {
            true => project.integrated_folder(),
            false => project.team_folder(team),
        };
        let bytes = disk::read_if_there(&folder.join(path)).ok()??;
        // Another image than the one that is decided about would mislead.
        (pack::hash(&bytes) == entry.hash).then_some(bytes)
    };
    let sides: Vec<Option<Vec<u8>>> = conflict.teams.iter().zip(sides).map(of_side).collect();
    Ok(std::iter::once(of_base).chain(sides).map(|bytes| decode(&bytes?)).collect())
}

/// So many points on a side are enough to look at.
#[cfg(feature = "gui")]
const ENOUGH: u32 = 768;

/// Decodes an image; nothing where it is none, or larger than anybody draws by hand.
#[cfg(feature = "gui")]
fn decode(bytes: &[u8]) -> Option<Picture> {
    let mut limits = image::Limits::default();
    limits.max_image_width = Some(16_384);
    limits.max_image_height = Some(16_384);
    limits.max_alloc = Some(256 * 1024 * 1024);
    let mut reader = image::ImageReader::new(std::io::Cursor::new(bytes)).with_guessed_format().ok()?;
    reader.limits(limits);
    let image = reader.decode().ok()?;
    let size = [image.width(), image.height()];
    let image = if size.iter().any(|side| *side > ENOUGH) { image.thumbnail(ENOUGH, ENOUGH) } else { image };
    let shown = [image.width() as usize, image.height() as usize];
    Some(Picture { size, shown, rgba: image.into_rgba8().into_raw() })
}

/// Without a window nobody looks.
#[cfg(not(feature = "gui"))]
fn decode(_bytes: &[u8]) -> Option<Picture> {
    None
}

#[cfg(all(test, feature = "gui"))]
mod tests {
    use super::*;

    fn png(width: u32, height: u32) -> Vec<u8> {
        let mut bytes = std::io::Cursor::new(Vec::new());
        let image = image::RgbaImage::from_pixel(width, height, image::Rgba([10, 20, 30, 255]));
        image.write_to(&mut bytes, image::ImageFormat::Png).expect("PNG");
        bytes.into_inner()
    }

    #[test]
    fn images_are_decoded_within_bounds() {
        let small = decode(&png(3, 2)).expect("an image");
        assert_eq!((small.size, small.shown, small.rgba.len()), ([3, 2], [3, 2], 24));
        let large = decode(&png(3000, 10)).expect("an image");
        assert_eq!((large.size, large.shown[0]), ([3000, 10], ENOUGH as usize));
        assert_eq!(decode(b"\x89PNG\0alpha"), None);
        assert_eq!(decode(b""), None);
        // A header that promises more than there is room for.
        let mut bomb = png(3, 2);
        bomb[16..24].copy_from_slice(&[0, 0, 0xff, 0xff, 0, 0, 0xff, 0xff]);
        assert_eq!(decode(&bomb), None);
    }
}
