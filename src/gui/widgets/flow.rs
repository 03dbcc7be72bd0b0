//! Boxes that flow in rows, as words do: where each stands, and between which two a pointer points. Pure
//! geometry, so that a board can be measured without being drawn.

use egui::{Pos2, Rect, Vec2, pos2, vec2};

/// Where boxes stand, relative to the upper left corner of their area.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Flow {
    /// One rectangle a box, in order.
    pub rects: Vec<Rect>,
    /// How high all rows are together.
    pub height: f32,
}

/// Lets boxes of these widths and one height flow in rows of `width`; wider ones are cut to it.
pub fn flow(widths: &[f32], width: f32, row_height: f32, gap: f32) -> Flow {
    let mut rects = Vec::with_capacity(widths.len());
    let mut corner = Pos2::ZERO;
    for &wanted in widths {
        let box_width = wanted.min(width);
        if corner.x > 0.0 && corner.x + box_width > width + 0.5 {
            corner = pos2(0.0, corner.y + row_height + gap);
        }
        rects.push(Rect::from_min_size(corner, vec2(box_width, row_height)));
        corner.x += box_width + gap;
    }
    let height = if rects.is_empty() { 0.0 } else { corner.y + row_height };
    Flow { rects, height }
}

/// A place between two boxes.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Insertion {
    /// The new box stands before the one that has this index now.
    pub index: usize,
    /// A thin upright bar that shows the place.
    pub bar: Rect,
}

/// The place between boxes that `pointer` points at: the nearest row, and in it the first box whose centre lies
/// right of the pointer. With no boxes, the beginning of an empty row.
pub fn insertion(rects: &[Rect], pointer: Pos2, row_height: f32, gap: f32) -> Insertion {
    let bar = |x: f32, top: f32| Rect::from_min_size(pos2(x - 1.0, top), vec2(2.0, row_height));
    let Some(row_top) = rects
        .iter()
        .map(|rect| rect.top())
        .min_by(|a, b| (a + row_height / 2.0 - pointer.y).abs().total_cmp(&(b + row_height / 2.0 - pointer.y).abs()))
    else {
        return Insertion { index: 0, bar: bar(1.0, 0.0) };
    };
    let row = || rects.iter().enumerate().filter(|(_, rect)| (rect.top() - row_top).abs() < 0.5);
    match row().find(|(_, rect)| rect.center().x > pointer.x) {
        Some((index, rect)) => Insertion { index, bar: bar((rect.left() - gap / 2.0).max(1.0), row_top) },
        None => {
            let (last, rect) = row().next_back().map_or((0, Rect::ZERO), |(index, rect)| (index, *rect));
            Insertion { index: last + 1, bar: bar(rect.right() + gap / 2.0, row_top) }
        }
    }
}

/// How many columns of at least `min_width` fit, for `count` cards, so that the last row is as full as the others
/// can make it; and how wide they are.
pub fn columns(count: usize, width: f32, min_width: f32, gap: f32) -> (usize, f32) {
    let fit = (((width + gap) / (min_width + gap)).floor() as usize).max(1);
    let rows = count.div_ceil(fit).max(1);
    let columns = count.div_ceil(rows).max(1).min(fit);
    (columns, ((width - gap * (columns as f32 - 1.0)) / columns as f32).floor().max(0.0))
}

/// Moves all rectangles.
pub fn translated(rects: &[Rect], by: Vec2) -> Vec<Rect> {
    rects.iter().map(|rect| rect.translate(by)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn boxes_flow_and_never_leave_their_area() {
        let flow = flow(&[60.0, 30.0, 50.0, 500.0, 10.0], 100.0, 20.0, 4.0);
        let corners: Vec<_> = flow.rects.iter().map(|rect| (rect.left(), rect.top())).collect();
        assert_eq!(corners, [(0.0, 0.0), (64.0, 0.0), (0.0, 24.0), (0.0, 48.0), (0.0, 72.0)]);
        assert!(flow.rects.iter().all(|rect| rect.right() <= 100.0));
        assert_eq!(flow.height, 92.0);
        assert_eq!(super::flow(&[], 100.0, 20.0, 4.0).height, 0.0);
    }

    #[test]
    fn a_pointer_points_between_two_boxes() {
        let flow = flow(&[40.0, 40.0, 40.0], 90.0, 20.0, 4.0);
        let index = |x: f32, y: f32| insertion(&flow.rects, pos2(x, y), 20.0, 4.0).index;
        assert_eq!(index(-5.0, -50.0), 0);
        assert_eq!(index(30.0, 10.0), 1);
        assert_eq!(index(89.0, 10.0), 2, "the end of the first row");
        assert_eq!(index(1.0, 34.0), 2, "the beginning of the second row");
        assert_eq!(index(80.0, 300.0), 3);
        let end_of_first = insertion(&flow.rects, pos2(89.0, 10.0), 20.0, 4.0).bar;
        let begin_of_second = insertion(&flow.rects, pos2(1.0, 34.0), 20.0, 4.0).bar;
        assert!(end_of_first.top() < begin_of_second.top(), "the bar stands where the pointer is");
        assert_eq!(insertion(&[], pos2(3.0, 3.0), 20.0, 4.0).index, 0);
    }

    #[test]
    fn cards_share_rows_evenly() {
        assert_eq!(columns(10, 1100.0, 200.0, 12.0).0, 5);
        assert_eq!(columns(10, 1720.0, 200.0, 12.0).0, 5, "8 would fit, but 5 and 5 looks better than 8 and 2");
        assert_eq!(columns(10, 650.0, 200.0, 12.0).0, 3);
        assert_eq!(columns(10, 100.0, 200.0, 12.0).0, 1);
        assert_eq!(columns(0, 500.0, 200.0, 12.0).0, 1);
    }
}
