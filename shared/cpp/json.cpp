// SPDX-License-Identifier: AGPL-3.0-or-later
#include "json.hpp"

// Boost.JSON is used header-only: this is the one translation unit that compiles its source.
#include <boost/json/src.hpp>

#include "json_stack.hpp"

#include <algorithm>
#include <array>

namespace rmirror {

namespace {

constexpr std::array<std::uint8_t, 3> kByteOrderMark = {0xef, 0xbb, 0xbf};

std::string reason(boost::json::error_code const& code)
{
    namespace json = boost::json;
    if (code == json::error::incomplete)
        return "the JSON ends too early";
    if (code == json::error::too_deep)
        return "the JSON is nested too deeply";
    if (code == json::error::syntax && code.message().empty())
        return "it is not JSON";
    return "it is not JSON (" + code.message() + ")";
}

/// Memory for the parser's stack of values. Allocated once, in the size that the text needs, and from the
/// values' storage, so that a counting storage counts both.
class StackMemory {
public:
    StackMemory(boost::json::storage_ptr storage, std::size_t bytes) : storage_(std::move(storage))
    {
        if (bytes <= small_.size())
            return;
        memory_ = static_cast<unsigned char*>(storage_->allocate(bytes));
        bytes_ = bytes;
    }
    ~StackMemory()
    {
        if (memory_ != small_.data())
            storage_->deallocate(memory_, bytes_);
    }
    StackMemory(StackMemory const&) = delete;
    StackMemory& operator=(StackMemory const&) = delete;

    unsigned char* data() { return memory_; }
    std::size_t size() const { return bytes_; }

private:
    boost::json::storage_ptr storage_;
    alignas(boost::json::value) std::array<unsigned char, BOOST_JSON_STACK_BUFFER_SIZE> small_;
    unsigned char* memory_ = small_.data();
    std::size_t bytes_ = small_.size();
};

}  // namespace

std::optional<boost::json::value> parse_json(std::span<std::uint8_t const> text, std::string& why,
                                             std::size_t max_bytes, boost::json::storage_ptr storage)
{
    if (text.size() > max_bytes) {
        why = "it is too large for what it should be (" + std::to_string(text.size()) + " bytes)";
        return std::nullopt;
    }
    if (text.size() >= kByteOrderMark.size() &&
        std::equal(kByteOrderMark.begin(), kByteOrderMark.end(), text.begin()))
        text = text.subspan(kByteOrderMark.size());
    if (text.empty()) {
        why = "it is empty";
        return std::nullopt;
    }
    boost::json::parse_options options;
    options.max_depth = kMaxJsonDepth;
    boost::json::error_code code;
    std::string_view const characters(reinterpret_cast<char const*>(text.data()), text.size());
    StackMemory stack(storage, json_stack_bytes(characters));
    boost::json::parser parser(storage, options, stack.data(), stack.size());
    parser.reset(std::move(storage));
    parser.write(characters.data(), characters.size(), code);
    if (code) {
        why = reason(code);
        return std::nullopt;
    }
    return parser.release();
}

std::string_view beginning_of(std::string_view text, std::size_t max_bytes)
{
    if (text.size() <= max_bytes)
        return text;
    auto const continues = [&](std::size_t at) {
        return (static_cast<unsigned char>(text[at]) & 0xc0U) == 0x80U;
    };
    auto end = max_bytes;
    while (end > 0 && continues(end))
        --end;
    return text.substr(0, end);
}

std::string quoted_name(std::string_view name)
{
    constexpr std::size_t kMaxBytes = 40;
    constexpr unsigned char kFirstPrintable = 0x20, kDelete = 0x7f;
    auto const beginning = beginning_of(name, kMaxBytes);
    std::string quoted = "\"";
    for (char const c : beginning) {
        auto const byte = static_cast<unsigned char>(c);
        quoted += byte < kFirstPrintable || byte == kDelete ? '?' : c;
    }
    return quoted + (beginning.size() < name.size() ? "...\"" : "\"");
}

}  // namespace rmirror
