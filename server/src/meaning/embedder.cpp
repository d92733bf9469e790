// SPDX-License-Identifier: AGPL-3.0-or-later
#include "meaning/embedder.hpp"

#include "input/bounded_json.hpp"
#include "meaning/failure.hpp"
#include "ocr/service/api_address.hpp"

#include <boost/json.hpp>

#include <optional>
#include <utility>

namespace rmirror::meaning {

namespace json = boost::json;

namespace {

/// 64 vectors of 8,192 numbers with 20 characters each.
constexpr std::size_t kMaxAnswerBytes = 12U << 20U;
constexpr std::size_t kMaxNameBytes = 200;

/// A token has at least one byte.
spend::Tokens max_tokens_of(std::vector<std::string> const& texts)
{
    std::size_t bytes = 0;
    for (auto const& text : texts)
        bytes += text.size();
    return {.input = static_cast<std::int64_t>(bytes)};
}

std::optional<Vector8> vector_in(json::value const& value, std::string& why)
{
    auto const* const list = value.if_array();
    if (!list || list->size() < kMinDimensions || list->size() > kMaxDimensions) {
        why = "a vector has an impossible length";
        return std::nullopt;
    }
    std::vector<float> numbers;
    numbers.reserve(list->size());
    for (auto const& number : *list) {
        if (!number.is_number()) {
            why = "a vector has something that isn't a number";
            return std::nullopt;
        }
        numbers.push_back(static_cast<float>(number.to_number<double>()));
    }
    auto vector = Vector8::of(numbers);
    if (!vector)
        why = "a vector has no direction";
    return vector;
}

/// The place of an item among the texts, or of the item itself if the service doesn't number them.
std::size_t place_of(json::object const& item, std::size_t nth)
{
    auto const* const index = item.if_contains("index");
    if (!index)
        return nth;
    return index->is_int64() && index->get_int64() >= 0 ? static_cast<std::size_t>(index->get_int64())
                                                        : kMaxTexts;
}

std::optional<std::vector<Vector8>> vectors_in(json::array const& data, std::size_t count, std::string& why)
{
    if (data.size() != count) {
        why = "it has " + std::to_string(data.size()) + " vectors for " + std::to_string(count) + " texts";
        return std::nullopt;
    }
    std::vector<std::optional<Vector8>> placed(count);
    for (std::size_t nth = 0; nth < count; ++nth) {
        auto const* const item = data[nth].if_object();
        auto const* const embedding = item ? item->if_contains("embedding") : nullptr;
        auto const place = item ? place_of(*item, nth) : count;
        if (!embedding || place >= count || placed[place]) {
            why = "its vectors aren't those of the texts";
            return std::nullopt;
        }
        placed[place] = vector_in(*embedding, why);
        if (!placed[place])
            return std::nullopt;
    }
    std::vector<Vector8> vectors;
    for (auto& vector : placed) {
        if (vector->dimensions() != placed.front()->dimensions()) {
            why = "its vectors differ in length";
            return std::nullopt;
        }
        vectors.push_back(*vector);
    }
    return vectors;
}

std::variant<Vectors, Failure> read_vectors(std::string const& body, std::size_t count,
                                            std::string const& asked_model)
{
    std::string why;
    auto const value = input::parse_answer(body, why);
    auto const* const whole = value ? value->if_object() : nullptr;
    auto const* const data = whole ? whole->if_contains("data") : nullptr;
    auto const* const list = data ? data->if_array() : nullptr;
    if (!list)
        return unusable_answer(value ? "it has no vectors" : why);
    auto vectors = vectors_in(*list, count, why);
    if (!vectors)
        return unusable_answer(why);
    auto const* const model = whole->if_contains("model");
    bool const is_named = model && model->is_string() && !model->get_string().empty() &&
                          model->get_string().size() <= kMaxNameBytes;
    return Vectors{std::move(*vectors), is_named ? std::string(model->get_string()) : asked_model};
}

}  // namespace

Embedder::Embedder(Service service, ocr::BudgetedCall ask, std::chrono::milliseconds deadline)
    : service_(std::move(service)),
      url_(ocr::api_address(service_.address, "/embeddings")),
      ask_(std::move(ask)),
      deadline_(deadline)
{}

std::variant<Vectors, Failure> Embedder::embed(std::vector<std::string> const& texts) const
{
    json::array input;
    for (auto const& text : texts)
        input.emplace_back(text);
    ocr::PaidCall call;
    call.method = "POST";
    call.url = url_;
    call.headers = {{"Content-Type", "application/json"}};
    if (!service_.key.empty())
        call.headers.emplace_back("Authorization", "Bearer " + service_.key.reveal());
    call.body = json::serialize(json::object{{"model", service_.model}, {"input", std::move(input)}});
    call.deadline = deadline_;
    call.max_bytes = kMaxAnswerBytes;
    call.max = max_tokens_of(texts);
    auto const asked = ask_(std::move(call));
    if (auto failure = failure_of(service_, asked))
        return std::move(*failure);
    return read_vectors(std::get<upstream::CallResult>(asked).body, texts.size(), service_.model);
}

}  // namespace rmirror::meaning
