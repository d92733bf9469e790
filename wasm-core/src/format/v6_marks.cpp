// SPDX-License-Identifier: AGPL-3.0-or-later
// Reads the other items of a page: highlights and images. Pages have few of them, so this is optimised for
// size.
#include "format/v6_items.hpp"
#include "hashing.hpp"

namespace rmirror::v6 {

namespace {

constexpr std::size_t kMaxIndices = 3 * 4096;  // the tablet writes two triangles

Result<std::uint64_t> read_count(ByteReader& in, std::size_t entry_bytes)
{
    auto const count = TRY(in.varuint());
    if (count > in.remaining() / entry_bytes)
        return Error{ErrorCode::truncated, std::to_string(count) + " entries announced, the part is shorter"};
    return count;
}

Result<std::vector<ImageVertex>> read_vertices(Fields part)
{
    auto const floats = TRY(read_count(part.raw(), sizeof(float)));
    std::vector<ImageVertex> vertices;
    while (vertices.size() < floats / 4) {
        ImageVertex vertex;
        vertex.x = TRY(part.raw().f32());
        vertex.y = TRY(part.raw().f32());
        vertex.u = TRY(part.raw().f32());
        vertex.v = TRY(part.raw().f32());
        vertices.push_back(vertex);
    }
    part.finish();
    return vertices;
}

Result<std::vector<std::uint32_t>> read_indices(Fields part, std::size_t vertex_count)
{
    auto const count = TRY(read_count(part.raw(), sizeof(std::uint32_t)));
    if (count > kMaxIndices)
        return Error{ErrorCode::corrupt, "an image of more than 4,096 triangles"};
    std::vector<std::uint32_t> indices;
    while (indices.size() < count) {
        auto const index = TRY(part.raw().u32());
        if (index >= vertex_count)
            return Error{ErrorCode::corrupt, "an image's triangle names a corner that is not there"};
        indices.push_back(index);
    }
    part.finish();
    return indices;
}

}  // namespace

Result<Highlight> read_highlight(Fields& value, Budget& budget)
{
    Highlight highlight;
    highlight.start = value.find_u32(2);  // absent since 3.6 and on pages with typed text
    highlight.length = value.find_u32(3);
    highlight.color.id = TRY(value.u32(4));
    if (auto text = TRY(value.find_string(5)))
        highlight.text = std::move(*text);
    auto rects = TRY(value.part(6));
    auto const count = TRY(read_count(rects.raw(), sizeof(Rect)));
    TRY(budget.charge(count * sizeof(Rect)));
    while (highlight.rects.size() < count) {
        Rect rect;
        rect.x = TRY(rects.raw().f64());
        rect.y = TRY(rects.raw().f64());
        rect.width = TRY(rects.raw().f64());
        rect.height = TRY(rects.raw().f64());
        highlight.rects.push_back(rect);
    }
    rects.finish();
    value.find_id(7);  // ids of the first and last character, for highlights of typed text
    value.find_id(8);
    value.find_u8(9);  // whether the last character is included
    highlight.color.argb = value.find_u32(10);
    return highlight;
}

Result<Image> read_image(Fields& value, Budget& budget)
{
    Image image;
    auto name = TRY(value.part(1));
    TRY(name.id(1));
    auto uuid = TRY(name.part(2));
    if (uuid.raw().remaining() < 16)
        return Error{ErrorCode::truncated, "an image's id is shorter than 16 bytes"};
    TRY(uuid.raw().skip(uuid.raw().remaining() - 16));  // UNSURE: the id may be preceded by a length.
    image.uuid = uuid_text(TRY(uuid.raw().take(16)));
    value.find_id(2);
    auto vertices = TRY(value.part(3));
    TRY(budget.charge(vertices.raw().remaining()));
    image.vertices = TRY(read_vertices(vertices));
    auto indices = TRY(value.part(4));
    TRY(budget.charge(indices.raw().remaining()));
    image.indices = TRY(read_indices(indices, image.vertices.size()));
    value.find_id(5);  // UNSURE: looks like a move id.
    return image;
}

std::string uuid_text(Bytes bytes)
{
    auto text = to_hex(bytes);
    for (auto dash : {8U, 13U, 18U, 23U})
        if (text.size() > dash)
            text.insert(dash, 1, '-');
    return text;
}

}  // namespace rmirror::v6
