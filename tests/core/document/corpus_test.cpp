// SPDX-License-Identifier: AGPL-3.0-or-later
// Real documents against the oracles beside them. Runs when RMIRROR_CORPUS names the folder, or when it
// lies beside the checkout as ../shared/corpus.
//
// Oracle fields not compared: pageCount, which the tablet itself lets go stale; keys, which lists members.
#include "checkout.hpp"
#include "document_files.hpp"
#include "json.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <map>

namespace rmirror {
namespace {

namespace fs = std::filesystem;
namespace json = boost::json;

fs::path document_corpus()
{
    if (auto const* named = std::getenv("RMIRROR_CORPUS"))
        return named;
    auto const beside = fs::path(checkout()).parent_path() / "shared" / "corpus";
    return fs::exists(beside / "manifest.json") ? beside : fs::path();
}

std::optional<std::string> file_text(fs::path const& path)
{
    std::ifstream file(path, std::ios::binary);
    if (!file)
        return std::nullopt;
    return std::string(std::istreambuf_iterator<char>(file), {});
}

json::value file_json(fs::path const& path)
{
    std::string why;
    auto value = parse_json(bytes_of(file_text(path).value_or("")), why);
    EXPECT_TRUE(value) << path << ": " << why;
    return value.value_or(json::object());
}

std::string text_of(json::value const& value)
{
    return json::value_to<std::string>(value);
}

/// The document of one of its describing files.
DocumentFiles files_around(fs::path file)
{
    DocumentFiles files;
    files.content = file_text(file.replace_extension(".content"));
    files.metadata = file_text(file.replace_extension(".metadata"));
    files.pagedata = file_text(file.replace_extension(".pagedata"));
    std::error_code absent;
    for (auto const& entry : fs::directory_iterator(file.replace_extension(), absent))
        if (entry.path().extension() == ".rm")
            files.page_files.push_back(entry.path().stem().string());
    return files;
}

class CorpusChecks {
public:
    explicit CorpusChecks(fs::path path) : path_(std::move(path)), document_(files_around(path_).read()) {}

    void against_content_oracle()
    {
        auto const oracle = file_json(fs::path(path_) += ".oracle.json");
        auto const& expected = oracle.as_object();
        EXPECT_TRUE(document_.problems.empty()) << path_;
        auto const file_type = text_of(expected.at("fileType"));
        same(kind_name(document_.kind), file_type.empty() ? "notebook" : file_type, "fileType");
        same(document_.format_version, integer(expected, "formatVersion", 0), "formatVersion");
        if (auto const* orientation = expected.if_contains("orientation"))
            same(document_.orientation == Orientation::landscape ? "landscape" : "portrait",
                 text_of(*orientation), "orientation");
        same(document_.cover_first, integer(expected, "coverPageNumber", -1) == 0, "coverPageNumber");
        if (auto const* pages = expected.if_contains("cPages"))
            against_collaborative(pages->as_object());
        else if (auto const* ids = expected.if_contains("pages"))
            against_ids(ids->as_array(), expected.if_contains("redirectionPageMap"));
        every_file_has_its_place();
    }

    void against_metadata_members()
    {
        auto const metadata = file_json(path_);
        auto const& expected = metadata.as_object();
        same(document_.visible_name, text_of(expected.at("visibleName")), "visibleName");
        same(document_.parent, text_of(expected.at("parent")), "parent");
        same(document_.pinned, expected.at("pinned").as_bool(), "pinned");
        auto const& modified = expected.at("lastModified");
        same(std::to_string(document_.last_modified),
             modified.is_string() ? text_of(modified) : std::to_string(modified.as_int64()), "lastModified");
        EXPECT_TRUE(document_.problems.empty()) << path_;
    }

    void against_pagedata_lines()
    {
        std::ifstream lines(path_);
        for (auto const& page : document_.pages) {
            std::string line;
            std::getline(lines, line);
            same(page.page_template, line, "template");
        }
        EXPECT_FALSE(document_.pages.empty()) << path_;
    }

    int done = 0;

private:
    template <typename Actual, typename Expected>
    void same(Actual const& actual, Expected const& expected, char const* what)
    {
        EXPECT_EQ(actual, expected) << path_ << ": " << what;
        ++done;
    }

    static std::int64_t integer(json::object const& object, char const* key, std::int64_t otherwise)
    {
        auto const* value = object.if_contains(key);
        return value == nullptr || value->is_null() ? otherwise : value->as_int64();
    }

    /// As the oracle spells the kind; the oldest notebooks leave it empty.
    [[nodiscard]] static std::string kind_name(DocumentKind kind)
    {
        if (kind == DocumentKind::notebook)
            return "notebook";
        return kind == DocumentKind::pdf ? "pdf" : "another";
    }

    void against_collaborative(json::object const& expected)
    {
        auto const& order = expected.at("order").as_array();
        same(static_cast<std::int64_t>(document_.deleted_pages.size()), integer(expected, "deleted", 0),
             "deleted");
        same(document_.pages.size(), order.size(), "live pages");
        for (std::size_t i = 0; i < std::min(order.size(), document_.pages.size()); ++i) {
            auto const& entry = order[i].as_object();
            auto const& page = document_.pages[i];
            same(page.uuid, text_of(entry.at("id")), "id");
            same(page.page_template, entry.at("template").is_null() ? "" : text_of(entry.at("template")),
                 "template");
            same(page.source_page.value_or(-1), integer(entry, "redir", -1), "redir");
        }
    }

    void against_ids(json::array const& ids, json::value const* source_map)
    {
        same(document_.pages.size(), ids.size(), "pages");
        for (std::size_t i = 0; i < std::min(ids.size(), document_.pages.size()); ++i) {
            same(document_.pages[i].uuid, text_of(ids[i]), "id");
            auto const unmapped =
                document_.kind == DocumentKind::notebook ? -1 : static_cast<std::int64_t>(i);
            auto const mapped = source_map == nullptr ? unmapped : source_map->at(i).as_int64();
            same(document_.pages[i].source_page.value_or(-1), mapped, "source page");
        }
    }

    /// One document holds a second copy of a page, "<uuid>@738faf1f.rm", that its list does not name.
    void every_file_has_its_place()
    {
        std::size_t placed = document_.orphans.size();
        for (auto const& page : document_.pages)
            placed += page.file.empty() ? 0 : 1;
        same(placed, files_around(path_).page_files.size(), "page files");
        for (auto const& orphan : document_.orphans)
            EXPECT_NE(orphan.find('@'), std::string::npos) << path_ << ": " << orphan;
    }

    fs::path path_;
    Document document_;
};

TEST(DocumentCorpus, agrees_with_its_oracles)
{
    auto const corpus = document_corpus();
    if (corpus.empty())
        GTEST_SKIP() << "no corpus beside the checkout";
    using Check = void (CorpusChecks::*)();
    std::map<std::string, Check> const checks_of = {{"content", &CorpusChecks::against_content_oracle},
                                                    {"metadata", &CorpusChecks::against_metadata_members},
                                                    {"pagedata", &CorpusChecks::against_pagedata_lines}};
    auto const manifest = file_json(corpus / "manifest.json");
    int listed = 0;
    int found = 0;
    int checks = 0;
    for (auto const& item : manifest.as_array()) {
        auto const check = checks_of.find(text_of(item.at("kind")));
        if (check == checks_of.end())
            continue;
        ++listed;
        auto const path = corpus / text_of(item.at("rel"));
        if (!fs::exists(path))
            continue;
        ++found;
        CorpusChecks document(path);
        (document.*check->second)();
        checks += document.done;
    }
    std::cout << "document corpus: " << found << " files, " << checks << " checks\n";
    EXPECT_GT(listed, 0);
    EXPECT_EQ(found, listed) << "files that the manifest lists are missing";
}

}  // namespace
}  // namespace rmirror
