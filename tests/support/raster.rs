//! Draws egui's triangles without a GPU: the same bytes on every machine. egui blends in gamma space with premultiplied
//! alpha, so that is done here too; textures are sampled between their texels.

use std::collections::HashMap;

use egui::epaint::{ClippedPrimitive, ImageData, Mesh, Primitive, Vertex};
use egui::{Color32, Context, FullOutput, TextureId, TexturesDelta};
use egui_kittest::TestRenderer;
use image::RgbaImage;

#[derive(Default)]
pub struct Raster {
    textures: HashMap<TextureId, Texture>,
}

struct Texture {
    width: usize,
    height: usize,
    pixels: Vec<Color32>,
}

struct Canvas {
    width: usize,
    height: usize,
    pixels: Vec<[f32; 4]>,
}

impl TestRenderer for Raster {
    fn handle_delta(&mut self, delta: &mut TexturesDelta) {
        for (id, changes) in std::mem::take(&mut delta.set) {
            for change in changes {
                let ImageData::Color(image) = &change.image;
                let [width, height] = image.size;
                match change.pos {
                    None => {
                        self.textures.insert(id, Texture { width, height, pixels: image.pixels.clone() });
                    }
                    Some([left, top]) => {
                        let texture = self.textures.get_mut(&id).expect("a texture that is there");
                        for row in 0..height {
                            let to = (top + row) * texture.width + left;
                            let from = &image.pixels[row * width..(row + 1) * width];
                            texture.pixels[to..to + width].copy_from_slice(from);
                        }
                    }
                }
            }
        }
        for id in std::mem::take(&mut delta.free) {
            self.textures.remove(&id);
        }
    }

    fn render(&mut self, ctx: &Context, output: &FullOutput) -> Result<RgbaImage, String> {
        let scale = ctx.pixels_per_point();
        let size = ctx.content_rect().size() * scale;
        let (width, height) = (size.x.round() as usize, size.y.round() as usize);
        let mut canvas = Canvas { width, height, pixels: vec![[0.0, 0.0, 0.0, 255.0]; width * height] };
        for ClippedPrimitive { clip_rect, primitive } in ctx.tessellate(output.shapes.clone(), scale) {
            let Primitive::Mesh(mesh) = primitive else { continue };
            let Some(texture) = self.textures.get(&mesh.texture_id) else { return Err("a texture is missing".to_owned()) };
            let clip = [clip_rect.min.x, clip_rect.min.y, clip_rect.max.x, clip_rect.max.y].map(|edge| (edge * scale).round());
            canvas.mesh(&mesh, texture, scale, clip);
        }
        let bytes = canvas.pixels.iter().flat_map(|pixel| pixel.map(|channel| (channel + 0.5) as u8)).collect();
        RgbaImage::from_raw(width as u32, height as u32, bytes).ok_or_else(|| "an image of another size".to_owned())
    }
}

impl Canvas {
    fn mesh(&mut self, mesh: &Mesh, texture: &Texture, scale: f32, clip: [f32; 4]) {
        for corners in mesh.indices.chunks_exact(3) {
            let corners = [corners[0], corners[1], corners[2]].map(|index| mesh.vertices[index as usize]);
            self.triangle(corners, texture, scale, clip);
        }
    }

    fn triangle(&mut self, mut corners: [Vertex; 3], texture: &Texture, scale: f32, clip: [f32; 4]) {
        for corner in &mut corners {
            corner.pos = (corner.pos.to_vec2() * scale).to_pos2();
        }
        let area = edge(corners[0].pos, corners[1].pos, corners[2].pos);
        if area == 0.0 {
            return;
        }
        if area < 0.0 {
            corners.swap(1, 2);
        }
        let [a, b, c] = corners;
        let area = area.abs();
        let sides = [(b.pos, c.pos), (c.pos, a.pos), (a.pos, b.pos)];
        let lowest = a.pos.y.min(b.pos.y).min(c.pos.y).max(clip[1]).max(0.0) as usize;
        let highest = (a.pos.y.max(b.pos.y).max(c.pos.y).min(clip[3]).ceil().max(0.0) as usize).min(self.height);
        let first_column = clip[0].max(0.0) as usize;
        let end_column = (clip[2].max(0.0) as usize).min(self.width);
        let one_color = a.color == b.color && a.color == c.color && a.uv == b.uv && a.uv == c.uv;
        let flat = one_color.then(|| times(a.color.to_array().map(f32::from), texture.sample(a.uv.x, a.uv.y)));
        for y in lowest..highest {
            let middle = y as f32 + 0.5;
            // The columns whose middles are on the inner side of all three sides. What lies on a side that two triangles
            // share belongs to the one on its left.
            let (mut start, mut end) = (first_column as f32, end_column as f32);
            for (from, to) in sides {
                let rise = to.y - from.y;
                if rise == 0.0 {
                    let inside = (to.x - from.x) * (middle - from.y);
                    if inside < 0.0 || (inside == 0.0 && to.x <= from.x) {
                        end = start;
                    }
                    continue;
                }
                let crossing = from.x + (middle - from.y) * (to.x - from.x) / rise - 0.5;
                if rise < 0.0 {
                    start = start.max(crossing.ceil());
                } else {
                    end = end.min(crossing.ceil());
                }
            }
            let (start, end) = (start as usize, end.max(0.0) as usize);
            if start >= end {
                continue;
            }
            let row = &mut self.pixels[y * self.width..(y + 1) * self.width];
            match flat {
                Some(color) if color[3] >= 255.0 => row[start..end].fill(color),
                Some(color) => row[start..end].iter_mut().for_each(|pixel| over(pixel, color)),
                None => {
                    for (x, pixel) in row.iter_mut().enumerate().take(end).skip(start) {
                        let at = egui::pos2(x as f32 + 0.5, middle);
                        let weights =
                            [edge(b.pos, c.pos, at) / area, edge(c.pos, a.pos, at) / area, edge(a.pos, b.pos, at) / area];
                        let texel = texture.sample(
                            a.uv.x * weights[0] + b.uv.x * weights[1] + c.uv.x * weights[2],
                            a.uv.y * weights[0] + b.uv.y * weights[1] + c.uv.y * weights[2],
                        );
                        if texel[3] > 0.0 {
                            over(pixel, times(mixed([a.color, b.color, c.color], weights), texel));
                        }
                    }
                }
            }
        }
    }
}

fn mixed(colors: [Color32; 3], weights: [f32; 3]) -> [f32; 4] {
    let [a, b, c] = colors.map(|color| color.to_array());
    let mut mixed = [0.0; 4];
    for channel in 0..4 {
        mixed[channel] =
            f32::from(a[channel]) * weights[0] + f32::from(b[channel]) * weights[1] + f32::from(c[channel]) * weights[2];
    }
    mixed
}

fn times(color: [f32; 4], texel: [f32; 4]) -> [f32; 4] {
    let mut product = color;
    for channel in 0..4 {
        product[channel] *= texel[channel] / 255.0;
    }
    product
}

fn over(pixel: &mut [f32; 4], color: [f32; 4]) {
    let rest = 1.0 - color[3] / 255.0;
    for channel in 0..4 {
        pixel[channel] = (color[channel] + pixel[channel] * rest).clamp(0.0, 255.0);
    }
}

fn edge(a: egui::Pos2, b: egui::Pos2, at: egui::Pos2) -> f32 {
    (b.x - a.x) * (at.y - a.y) - (b.y - a.y) * (at.x - a.x)
}

impl Texture {
    fn sample(&self, u: f32, v: f32) -> [f32; 4] {
        let x = (u * self.width as f32 - 0.5).clamp(0.0, self.width as f32 - 1.0);
        let y = (v * self.height as f32 - 0.5).clamp(0.0, self.height as f32 - 1.0);
        let (left, top) = (x as usize, y as usize);
        let (right, bottom) = ((left + 1).min(self.width - 1), (top + 1).min(self.height - 1));
        let (across, down) = (x - left as f32, y - top as f32);
        let texels = [
            (self.pixels[top * self.width + left], (1.0 - across) * (1.0 - down)),
            (self.pixels[top * self.width + right], across * (1.0 - down)),
            (self.pixels[bottom * self.width + left], (1.0 - across) * down),
            (self.pixels[bottom * self.width + right], across * down),
        ];
        let mut sampled = [0.0; 4];
        for (texel, weight) in texels {
            let texel = texel.to_array();
            for channel in 0..4 {
                sampled[channel] += f32::from(texel[channel]) * weight;
            }
        }
        sampled
    }
}
