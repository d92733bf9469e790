// SPDX-License-Identifier: AGPL-3.0-or-later
#include "input/bounded_json.hpp"

#include "json.hpp"

#include <algorithm>
#include <cstdint>
#include <new>
#include <optional>
#include <utility>

namespace rmirror::input {

namespace json = boost::json;

namespace {

/// The heap memory of a block: malloc's header, its minimum size, and whole pages for large blocks.
std::size_t heap_bytes(std::size_t bytes)
{
    constexpr std::size_t kHeader = 8, kUnit = 16, kSmallest = 32, kMapped = 128U << 10U, kPage = 4096;
    auto const rounded = [&](std::size_t unit) { return (bytes + kHeader + unit - 1) / unit * unit; };
    return bytes >= kMapped ? rounded(kPage) : std::max(kSmallest, rounded(kUnit));
}

/// Counts the memory it allocates, and enforces `limit` or what is left of a budget.
class Counted : public json::memory_resource {
public:
    explicit Counted(std::size_t limit) : limit_(limit) {}

    Counted(std::shared_ptr<MemoryBudget> budget, std::string const& owner)
        // A value that could never fit throws bad_alloc; NoMemoryLeft is thrown only if the budget is in use
        // elsewhere.
        : limit_(budget->max_each() - std::min(kStep, budget->max_each()))
    {
        share_.emplace(std::move(budget), owner);
    }

private:
    void* do_allocate(std::size_t bytes, std::size_t) override
    {
        auto const taken = heap_bytes(bytes);
        if (taken > limit_ - lent_)
            throw std::bad_alloc();
        if (share_ && lent_ + taken > reserved_) {
            if (!share_->grow_to(lent_ + taken + kStep))
                throw NoMemoryLeft();
            reserved_ = lent_ + taken + kStep;
        }
        lent_ += taken;
        return ::operator new(bytes);  // Sufficient alignment for all JSON values.
    }

    void do_deallocate(void* memory, std::size_t bytes, std::size_t) override
    {
        ::operator delete(memory);
        lent_ -= heap_bytes(bytes);
        if (!share_ || reserved_ < lent_ + 2 * kStep)
            return;
        reserved_ = lent_ + kStep;
        share_->shrink_to(reserved_);
    }

    bool do_is_equal(json::memory_resource const& other) const noexcept override { return this == &other; }

    /// Reserves from the budget in steps, so that small bodies don't lock it for each allocation.
    static constexpr std::size_t kStep = 64U << 10U;

    std::size_t limit_;
    std::size_t lent_ = 0;
    std::size_t reserved_ = 0;  // Reserved in the budget.
    std::optional<MemoryShare> share_;
};

/// Text takes two or three times its length in memory, a list of small numbers up to 24 times.
constexpr std::size_t kMemoryPerByte = 16;
constexpr std::size_t kMemoryAnyway = 1U << 20U;
constexpr std::size_t kMaxAnswerMemory = 128U << 20U;

std::size_t memory_for(std::string_view text)
{
    return std::min(kMaxAnswerMemory, kMemoryAnyway + kMemoryPerByte * text.size());
}

std::optional<json::value> parse(std::string_view text, std::string& why, std::size_t max_bytes,
                                 json::storage_ptr storage)
{
    auto const* const bytes = reinterpret_cast<std::uint8_t const*>(text.data());
    return parse_json({bytes, text.size()}, why, max_bytes, std::move(storage));
}

}  // namespace

Result<json::value> parse_bounded(std::string_view text, std::size_t max_bytes,
                                  std::shared_ptr<MemoryBudget> budget, std::string const& owner)
try {
    std::string why;
    auto storage = budget ? json::make_shared_resource<Counted>(std::move(budget), owner)
                          : json::make_shared_resource<Counted>(memory_for(text));
    auto value = parse(text, why, max_bytes, std::move(storage));
    if (!value)
        return Refusal{why};
    return std::move(*value);
} catch (std::bad_alloc const&) {
    throw TooManyParts();
}

std::optional<json::value> parse_answer(std::string_view text, std::string& why)
try {
    return parse(text, why, text.size(), json::make_shared_resource<Counted>(memory_for(text)));
} catch (std::bad_alloc const&) {
    why = "it has too many small parts";
    return std::nullopt;
}

std::optional<json::object> object_in_answer(std::string_view text)
{
    std::string why;
    auto value = parse_answer(text, why);
    auto* const object = value ? value->if_object() : nullptr;
    return object ? std::optional(std::move(*object)) : std::nullopt;
}

}  // namespace rmirror::input
