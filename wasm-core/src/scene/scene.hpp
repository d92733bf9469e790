// SPDX-License-Identifier: AGPL-3.0-or-later
// The content of a page as plain values. Readers fill it; everything else only reads it.
//
// Units: page units are the tablet's own, 1/226 inch on rM1 and rM2, 1/227 inch since the Paper Pro. x and y
// keep the file's frame (see Frame). Numbers are the file's, unclamped: code that draws or hashes them must
// handle NaN, infinities and enormous values.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace rmirror {

/// One pen sample.
struct Point {
    float x = 0;          // page units
    float y = 0;          // page units, downwards
    float speed = 0;      // as stored in older files; newer ones store 4 times this as an integer
    float direction = 0;  // radians, 0 to 2 pi
    float width = 0;      // page units
    float pressure = 0;   // 0 to 1
};

/// A colour as stored in the file: a palette index, or an explicit value that takes precedence.
struct Color {
    std::uint32_t id = 0;
    std::optional<std::uint32_t> argb;  // 0xAARRGGBB
};

/// The position in the typed text that a group of strokes is anchored to.
enum class AnchorKind : std::uint8_t { none, text_start, text_end, character };

struct Anchor {
    AnchorKind kind = AnchorKind::none;
    std::uint32_t character = 0;  // index into the text's visible code points, for AnchorKind::character
    std::uint32_t type = 0;       // as stored in the file, 1 or 2
    float origin_x = 0;           // page units
    float threshold = 0;          // page units
};

struct Stroke {
    std::uint32_t tool = 0;  // as stored in the file; see pens/pens.hpp
    Color color;
    double thickness = 1;  // thickness scale (v6) or brush size (older)
    float starting_length = 0;
    std::uint32_t anchor = 0;  // index into Page::anchors; 0 is "not anchored"
    std::vector<Point> points;
    std::vector<float> tilts;  // per point, only from lines-old: 0.5 upright, 1 lying flat; otherwise empty
};

struct Rect {
    double x = 0, y = 0, width = 0, height = 0;  // page units, in the page's frame
};

/// Text highlighted in a PDF or EPUB, or in the page's typed text.
struct Highlight {
    Color color;
    std::string text;                     // UTF-8
    std::optional<std::uint32_t> start;   // character offset in the source, if the file has it
    std::optional<std::uint32_t> length;  // source characters: may differ from the text's length
    std::vector<Rect> rects;
};

struct ImageVertex {
    float x = 0, y = 0;  // page units
    float u = 0, v = 0;  // 0 to 1 within the picture
};

/// A decoded picture. The core decodes no image formats; the caller supplies the pixels.
struct Pixels {
    int width = 0;
    int height = 0;
    std::vector<std::uint8_t> rgba;  // 4 bytes per pixel, rows from the top, premultiplied alpha
    std::string href;                // URL of the picture for SVG output; empty: none
};

struct Image {
    std::string uuid;       // canonical text form
    std::string file_name;  // of the image file beside the page; empty if the file doesn't say
    std::vector<ImageVertex> vertices;
    std::vector<std::uint32_t> indices;  // triangles
    std::uint32_t strokes_below = 0;     // how many strokes of its layer are drawn before it
    std::uint32_t pixels = 0;            // index into Page::pixels; 0 is "unknown"
};

/// The PDF or EPUB page below the ink. The page's file contains nothing of it.
struct SourcePage {
    Rect rect;    // page units: its place
    Image image;  // the part of it that was supplied
};

struct Layer {
    std::string name;
    bool visible = true;
    std::vector<Stroke> strokes;  // not deleted, in draw order
    std::vector<Highlight> highlights;
    std::vector<Image> images;
};

struct TextRun {
    std::string text;  // UTF-8; U+2028 is a soft line break
    bool bold = false;
    bool italic = false;
};

struct Paragraph {
    std::uint32_t style = 1;       // as stored in the file, 0 to 11 known
    std::uint32_t base_style = 0;  // carries nesting together with properties, since 3.2x
    std::uint32_t properties = 0;
    // Index of its first code point in the whole text, counting newlines: the one after the newline that
    // starts the paragraph.
    std::uint32_t first_character = 0;
    std::vector<TextRun> runs;
};

struct TextBlock {
    double x = 0, y = 0;  // page units, top left corner of the text column
    float width = 0;      // page units
    // If the text begins with a newline, the tablet shows an empty line before it, in this style; if the text
    // is empty, only that line. It isn't one of the paragraphs, since it contains nothing.
    std::optional<std::uint32_t> leading_line_style;
    std::vector<Paragraph> paragraphs;
};

/// The position of x = 0 on the page.
enum class Frame : std::uint8_t { top_left, top_center };

struct Paper {
    double width = 1404;  // page units
    double height = 1872;
};

/// A part of the file that was skipped; the rest of the page remains valid.
struct UnreadablePart {
    std::uint32_t type = 0;   // v6 block type; 0 in older versions
    std::uint32_t bytes = 0;  // number of bytes skipped
    std::string why;
};

struct Page {
    int version = 0;  // 0 is "lines-old"
    Frame frame = Frame::top_center;
    Paper paper;
    bool background_visible = true;
    bool source_visible = true;                // the PDF or EPUB page below the ink
    std::optional<Rect> extended_rect;         // expanded margins of a PDF page
    std::optional<std::uint32_t> text_column;  // 0 narrow, 1 medium, 2 wide
    std::vector<Layer> layers;                 // bottom first
    std::vector<Anchor> anchors{Anchor{}};     // entry 0: not anchored
    std::optional<TextBlock> text;
    std::vector<UnreadablePart> unreadable;
    std::vector<Pixels> pixels = std::vector<Pixels>(1);  // of images; entry 0: unknown
    std::optional<SourcePage> source;
};

}  // namespace rmirror
