// SPDX-License-Identifier: AGPL-3.0-or-later
#include "targets/notion/blocks/edits/identify.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <unordered_map>
#include <unordered_set>
#include <utility>

namespace rmirror::targets::notion {

namespace {

/// The id of a block that the user removed before its real id was read.
constexpr char const* kNowhere = "-";
/// Above this size a block is matched with the next one of the same content instead.
constexpr std::size_t kMaxComparedCells = 4'000'000;

struct Candidate {
    ReadBlock const* read = nullptr;
    std::string hash;
};

using Pairs = std::vector<std::pair<std::size_t, std::size_t>>;

/// A longest common subsequence by hash.
Pairs same_in_order(std::vector<std::string> const& written, std::vector<Candidate> const& now)
{
    auto const width = now.size() + 1;
    std::vector<std::uint32_t> longest((written.size() + 1) * width);
    for (auto i = written.size(); i-- > 0;)
        for (auto j = now.size(); j-- > 0;)
            longest[i * width + j] = written[i] == now[j].hash
                                         ? longest[(i + 1) * width + j + 1] + 1
                                         : std::max(longest[(i + 1) * width + j], longest[i * width + j + 1]);
    Pairs pairs;
    for (std::size_t i = 0, j = 0; i < written.size() && j < now.size();) {
        if (written[i] == now[j].hash)
            pairs.emplace_back(i++, j++);
        else
            ++(longest[(i + 1) * width + j] >= longest[i * width + j + 1] ? i : j);
    }
    return pairs;
}

Pairs next_that_is_same(std::vector<std::string> const& written, std::vector<Candidate> const& now)
{
    Pairs pairs;
    std::size_t from = 0;
    for (std::size_t i = 0; i < written.size(); ++i)
        for (auto j = from; j < now.size(); ++j)
            if (written[i] == now[j].hash) {
                pairs.emplace_back(i, j);
                from = j + 1;
                break;
            }
    return pairs;
}

class BlockIdentifier {
public:
    BlockIdentifier(Written const& written, std::vector<ReadBlock> const& now) : written_(written)
    {
        std::unordered_map<std::string, KnownBlock const*> by_id;
        for (auto const& block : written.known)
            if (!block.id.empty())
                by_id.emplace(block.id, &block);
            else
                unread_.push_back(block.hash);
        list(now, by_id);
        for (auto const& block : written.known)
            if (!block.id.empty() && !updated_.contains(block.id))
                known_.push_back(block);
    }

    std::vector<KnownBlock> run()
    {
        auto const pairs = unread_.size() * candidates_.size() <= kMaxComparedCells
                               ? same_in_order(unread_, candidates_)
                               : next_that_is_same(unread_, candidates_);
        for (auto const& [i, j] : pairs) {
            close(i, j);
            note(candidates_[at_now_++], unread_[at_written_++]);
        }
        close(unread_.size(), candidates_.size());
        return std::move(known_);
    }

private:
    bool is_by_us(std::string const& user) const { return !written_.bot.empty() && user == written_.bot; }

    void note(Candidate const& candidate, std::string hash)
    {
        known_.push_back({.id = candidate.read->id, .hash = std::move(hash)});
    }

    void list(std::vector<ReadBlock> const& now,
              std::unordered_map<std::string, KnownBlock const*> const& by_id)
    {
        for (auto const& block : now) {
            if (!by_id.contains(block.id)) {
                candidates_.push_back({&block, hash_of(block.block)});
            } else if (written_.is_in_doubt && is_by_us(block.edited_by)) {
                known_.push_back({.id = block.id, .hash = hash_of(block.block)});
                updated_.insert(block.id);
            }
            list(block.children, by_id);
        }
    }

    /// Handles the blocks between two matches: those that the server created with other content are taken, in
    /// order, for changed versions of those that it wrote there.
    void close(std::size_t end_of_written, std::size_t end_of_now)
    {
        for (; at_now_ < end_of_now; ++at_now_) {
            auto const& candidate = candidates_[at_now_];
            if (!is_by_us(candidate.read->created_by))
                continue;
            bool const is_ours = written_.is_in_doubt && is_by_us(candidate.read->edited_by);
            if (is_ours)
                note(candidate, candidate.hash);
            else if (at_written_ < end_of_written)
                note(candidate, unread_[at_written_++]);
            else if (written_.is_in_doubt)
                note(candidate, {});
        }
        // In doubt, it may never have been written.
        for (; at_written_ < end_of_written; ++at_written_)
            if (!written_.is_in_doubt)
                known_.push_back({.id = kNowhere, .hash = unread_[at_written_]});
    }

    Written const& written_;
    std::vector<std::string> unread_;  // Hashes of blocks that were written and not read since.
    std::vector<Candidate> candidates_;
    std::unordered_set<std::string> updated_;  // Ids of blocks recorded with their current content.
    std::vector<KnownBlock> known_;
    std::size_t at_written_ = 0;
    std::size_t at_now_ = 0;
};

}  // namespace

std::vector<KnownBlock> identified(Written const& written, std::vector<ReadBlock> const& now)
{
    return BlockIdentifier(written, now).run();
}

}  // namespace rmirror::targets::notion
