// SPDX-License-Identifier: AGPL-3.0-or-later
// Scene items: where they stand, and the values that they carry: strokes, highlights, images.
#pragma once

#include "format/v6_tree.hpp"

namespace rmirror::v6 {

/// What every item begins with.
Result<Done> read_envelope(Fields& in, Item& item);

/// The part that holds what an item is, or the characters of a run of text; none where they were erased.
/// Damage in its place is an error, unless `deleted_length` says that nothing should be there.
Result<std::optional<Fields>> find_value(Fields& in, std::uint32_t deleted_length);

Result<Stroke> read_stroke(Fields& value, std::uint8_t block_version, Budget& budget);
Result<Highlight> read_highlight(Fields& value, Budget& budget);
Result<Image> read_image(Fields& value, Budget& budget);

/// Canonical text form of 16 bytes in the order they lie.
std::string uuid_text(Bytes bytes);

}  // namespace rmirror::v6
