// SPDX-License-Identifier: AGPL-3.0-or-later
// Reads scene items: their position in the sequence, and their values: strokes, highlights, images.
#pragma once

#include "format/v6_tree.hpp"

namespace rmirror::v6 {

/// Reads the fields that every item starts with.
Result<Done> read_envelope(Fields& in, Item& item);

/// The part with an item's value, or with the characters of a run of text; nullopt if they were erased.
/// Damaged data in its place is an error, unless `deleted_length` says that there is no value.
Result<std::optional<Fields>> find_value(Fields& in, std::uint32_t deleted_length);

Result<Stroke> read_stroke(Fields& value, std::uint8_t block_version, Budget& budget);
Result<Highlight> read_highlight(Fields& value, Budget& budget);
Result<Image> read_image(Fields& value, Budget& budget);

/// Canonical text form of 16 bytes in file order.
std::string uuid_text(Bytes bytes);

}  // namespace rmirror::v6
