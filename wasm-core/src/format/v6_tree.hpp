// SPDX-License-Identifier: AGPL-3.0-or-later
// The unordered content of a v6 page's blocks: nodes, items, text and facts about the page.
#pragma once

#include "base/budget.hpp"
#include "format/crdt.hpp"
#include "format/formats.hpp"
#include "format/tagged.hpp"
#include "scene/scene.hpp"

#include <deque>
#include <optional>
#include <string>
#include <unordered_map>
#include <variant>
#include <vector>

namespace rmirror::v6 {

/// A last-write-wins value with the time it was written.
template <typename T>
struct Timed {
    Id time;
    T value{};

    void merge(Id newer_time, T newer)
    {
        auto const is_newer = newer_time.counter != time.counter ? newer_time.counter > time.counter
                                                                 : newer_time.author >= time.author;
        if (!is_newer)
            return;
        time = newer_time;
        value = std::move(newer);
    }
};

/// A layer, or a group of strokes inside one.
struct Node {
    Timed<std::string> label;
    Timed<bool> visible{kNone, true};
    std::optional<Timed<Id>> anchor;  // a character of the text
    Timed<std::uint32_t> anchor_type;
    Timed<float> anchor_threshold;
    Timed<float> anchor_origin_x;
};

/// Maximum accepted length of a run of deleted ids; the longest seen is a few hundred.
constexpr std::uint32_t kMaxDeletedRun = 1'000'000;

struct Item {
    Id parent;
    Place place;
    std::uint8_t block_type = 0;
    std::uint32_t block_bytes = 0;
    std::uint32_t deleted_length = 0;  // how many consecutive ids an erased item covers
    std::variant<std::monostate, Stroke, Highlight, Image, Id> value;  // monostate: erased; Id: a child node
};

/// A run of consecutive ids: characters, deleted characters, or one switch of bold or italic.
struct TextItem {
    Place place;
    std::uint32_t deleted_length = 0;
    std::vector<char32_t> characters;
    std::uint32_t format = 0;  // 1 bold on, 2 bold off, 3 italic on, 4 italic off; 0: characters
};

struct ParagraphStyle {
    std::uint32_t style = 1;
    std::uint32_t base_style = 0;
    std::uint32_t properties = 0;
};

struct Text {
    std::vector<TextItem> items;
    std::unordered_map<Id, Timed<ParagraphStyle>, IdHash> styles;  // by the newline that starts the paragraph
    double x = 0, y = 0;
    float width = 0;
};

struct Tree {
    Page page;  // facts about the page and unreadable parts; layers are added last
    Budget budget{kMaxPageBytes};
    std::unordered_map<Id, Node, IdHash> nodes{{kRoot, Node{}}};
    std::deque<Item> items;  // a deque, because items are large and never moved
    std::unordered_map<std::string, std::string> image_names;  // by uuid
    std::optional<Text> text;
};

}  // namespace rmirror::v6
