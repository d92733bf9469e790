// SPDX-License-Identifier: AGPL-3.0-or-later
// Blocks that stand in Notion, which edits are applied to as Notion would.
#pragma once

#include "targets/notion/blocks/block_json.hpp"
#include "targets/notion/blocks/edits/edits.hpp"

#include <gtest/gtest.h>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

#include <algorithm>
#include <string>
#include <vector>

namespace rmirror::targets::notion {

class EditedPage {
public:
    static constexpr char const* kId = "page";

    std::vector<ReadBlock> blocks;

    /// As if they had been appended and read.
    std::vector<ReadBlock> made(std::vector<Block> const& given)
    {
        std::vector<ReadBlock> all(given.size());
        for (std::size_t i = 0; i < given.size(); ++i) {
            all[i] = {"id" + std::to_string(++ids_), given[i], made(given[i].children)};
            all[i].block.children.clear();
        }
        return all;
    }

    std::vector<KnownBlock> known() const
    {
        std::vector<KnownBlock> all;
        add_known(all, blocks);
        return all;
    }

    ReadBlock* find(std::string const& id) { return find(blocks, id); }

    void apply(Edits const& edits)
    {
        for (auto const& patch : edits.patches)
            apply(patch);
        made_.clear();
        for (auto const& portion : edits.appends)
            apply(portion);
        for (auto const& id : edits.deletions)
            ASSERT_TRUE(remove(blocks, id)) << id << " is deleted twice, or with a block above it";
    }

private:
    static void add_known(std::vector<KnownBlock>& all, std::vector<ReadBlock> const& from)
    {
        for (auto const& one : from) {
            all.push_back({.id = one.id, .hash = hash_of(one.block)});
            add_known(all, one.children);
        }
    }

    static ReadBlock* find(std::vector<ReadBlock>& in, std::string const& id)
    {
        for (auto& one : in) {
            if (one.id == id)
                return &one;
            if (auto* const below = find(one.children, id))
                return below;
        }
        return nullptr;
    }

    static bool remove(std::vector<ReadBlock>& in, std::string const& id)
    {
        auto const found = std::find_if(in.begin(), in.end(), [&](auto const& one) { return one.id == id; });
        if (found != in.end()) {
            in.erase(found);
            return true;
        }
        return std::any_of(in.begin(), in.end(), [&](auto& one) { return remove(one.children, id); });
    }

    void apply(Patch const& patch)
    {
        auto* const one = find(patch.id);
        ASSERT_TRUE(one);
        auto const type = type_of(one->block.kind);
        auto read = json_of(one->block);
        auto& content = read.at(boost::json::string_view(type.data(), type.size())).as_object();
        for (auto const& member :
             patch.body.at(boost::json::string_view(type.data(), type.size())).as_object())
            content[member.key()] = member.value();
        one->block = block_of(boost::json::parse(boost::json::serialize(read)).as_object());
    }

    std::string id_of(BlockName const& name) const
    {
        return name.id.empty() ? made_.at(name.portion).at(name.index) : name.id;
    }

    void apply(Portion const& portion)
    {
        auto const parent = id_of(portion.place.parent);
        auto* const within = parent == kId ? nullptr : find(parent);
        ASSERT_TRUE(parent == kId || within) << parent;
        auto& list = within ? within->children : blocks;
        auto at = portion.place.where == Place::Where::start ? list.begin() : list.end();
        if (portion.place.where == Place::Where::after) {
            auto const after = id_of(portion.place.after);
            at = std::find_if(list.begin(), list.end(), [&](auto const& one) { return one.id == after; });
            ASSERT_TRUE(at != list.end()) << after << " stands elsewhere";
            ++at;
        }
        auto fresh = read(portion.children);
        made_.emplace_back();
        for (auto const& one : fresh)
            made_.back().push_back(one.id);
        list.insert(at, fresh.begin(), fresh.end());
    }

    std::vector<ReadBlock> read(boost::json::array const& sent)
    {
        std::vector<ReadBlock> all(sent.size());
        for (std::size_t i = 0; i < sent.size(); ++i) {
            auto const json = boost::json::parse(boost::json::serialize(sent[i])).as_object();
            auto const& content = json.at(json.at("type").as_string()).as_object();
            auto const* const children = content.if_contains("children");
            all[i] = {"id" + std::to_string(++ids_), block_of(json), {}};
            if (children)
                all[i].children = read(children->as_array());
        }
        return all;
    }

    std::size_t ids_ = 0;
    /// The ids that the appends so far were answered.
    std::vector<std::vector<std::string>> made_;
};

}  // namespace rmirror::targets::notion
