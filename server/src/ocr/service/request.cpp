// SPDX-License-Identifier: AGPL-3.0-or-later
#include "ocr/service/request.hpp"

#include "hashing.hpp"

#include <boost/json.hpp>

namespace rmirror::ocr {

// Generated from shared/ocr by the build.
extern char const kInstructions[];
extern char const kAnswerSchema[];

namespace json = boost::json;

std::string_view instructions()
{
    return kInstructions;
}

json::value const& answer_schema()
{
    static auto const schema = json::parse(kAnswerSchema);
    return schema;
}

std::string version_of(std::string const& service, std::string const& model)
{
    static auto const prompt = sha256_hex(std::string(kInstructions) + '\0' + kAnswerSchema);
    return service + ' ' + model + ' ' + prompt;
}

std::string facts_of(std::vector<Page> const& pages)
{
    json::array facts;
    std::int64_t number = 0;
    std::int64_t image = 0;
    for (auto const& page : pages) {
        json::array images;
        for (std::size_t i = 0; i < page.pictures.size(); ++i)
            images.emplace_back(++image);
        json::object fact{{"page", ++number}, {"images", std::move(images)}, {"notebook", page.notebook}};
        fact["tags"] = json::value_from(page.tags);
        if (!page.language_hint.empty())
            fact["language_hint"] = page.language_hint;
        if (!page.previous_lines.empty())
            fact["previous_lines"] = page.previous_lines;
        if (!page.words.empty())
            fact["owner_words"] = page.words;
        if (page.only_pictures)
            fact["only"] = "pictures";
        facts.push_back(std::move(fact));
    }
    return json::serialize(json::object{{"pages", std::move(facts)}});
}

spend::Tokens max_tokens(std::vector<Page> const& pages, std::size_t of_answer)
{
    // Upper bound per picture: Claude scales larger ones down.
    constexpr std::size_t kTokensOfAPicture = 4'800;
    constexpr std::size_t kTokensAround = 1'000;
    static auto const schema_bytes = json::serialize(answer_schema()).size();
    // A token has at least one byte.
    auto tokens = kTokensAround + instructions().size() + schema_bytes + facts_of(pages).size();
    for (auto const& page : pages)
        tokens += page.pictures.size() * kTokensOfAPicture;
    return {.input = static_cast<std::int64_t>(tokens), .output = static_cast<std::int64_t>(of_answer)};
}

std::size_t encoded_bytes(std::vector<Page> const& pages)
{
    std::size_t bytes = 0;
    for (auto const& page : pages)
        for (auto const& picture : page.pictures)
            bytes += (picture.png.size() + 2) / 3 * 4;
    return bytes;
}

}  // namespace rmirror::ocr
