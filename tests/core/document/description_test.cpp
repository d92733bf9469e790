// SPDX-License-Identifier: AGPL-3.0-or-later
#include "document_files.hpp"

#include "document/document_json.hpp"

#include <gtest/gtest.h>
#include <boost/json.hpp>

namespace rmirror {
namespace {

TEST(Metadata, tells_name_place_and_times)
{
    auto const document = read_metadata(R"({"visibleName":"Tägebuch 😀","type":"DocumentType",
        "parent":"AAAAAAAA-bbbb-cccc-dddd-eeeeeeeeeeee","lastModified":"1690568688624","lastOpened":1710604800000,
        "createdTime":"1746519338000","lastOpenedPage":20,"pinned":true,"deleted":false,"synced":true,"more":[1]})");
    EXPECT_EQ(document.visible_name, "Tägebuch 😀");
    EXPECT_EQ(document.parent, "AAAAAAAA-bbbb-cccc-dddd-eeeeeeeeeeee");
    EXPECT_EQ(document.last_modified, 1690568688624);
    EXPECT_EQ(document.last_opened, 1710604800000);
    EXPECT_EQ(document.created, 1746519338000);
    EXPECT_TRUE(document.pinned);
    EXPECT_FALSE(document.deleted);
    EXPECT_EQ(document.kind, DocumentKind::notebook);
    EXPECT_TRUE(document.problems.empty());
}

TEST(Metadata, takes_numbers_as_texts_and_flags_as_numbers)
{
    auto const document = read_metadata(
        R"({"lastModified":1.7e12,"lastOpened":"","createdTime":"0","pinned":1,"deleted":"true","metadatamodified":5})");
    EXPECT_EQ(document.last_modified, 1700000000000);
    EXPECT_EQ(document.last_opened, 0);
    EXPECT_EQ(document.created, 0);
    EXPECT_TRUE(document.pinned);
    EXPECT_TRUE(document.deleted);
    EXPECT_TRUE(document.problems.empty());
}

TEST(Metadata, takes_values_with_timestamps)
{
    auto const document =
        read_metadata(R"({"visibleName":{"timestamp":"1:1","value":"Notes"},"pinned":{"value":true}})");
    EXPECT_EQ(document.visible_name, "Notes");
    EXPECT_TRUE(document.pinned);
    auto const empty =
        read_metadata(R"({"visibleName":{"value":null},"pinned":null,"lastOpened":{"value":null}})");
    EXPECT_TRUE(empty.problems.empty()) << "null is not said";
}

TEST(Metadata, recognises_folders_templates_and_trash)
{
    EXPECT_EQ(read_metadata(R"({"type":"CollectionType"})").kind, DocumentKind::folder);
    EXPECT_EQ(read_metadata(R"({"type":"TemplateType"})").kind, DocumentKind::not_a_notebook);
    EXPECT_EQ(read_metadata(R"({"parent":"trash"})").parent, "trash");
    EXPECT_EQ(read_metadata(R"({"parent":""})").parent, "");
}

TEST(Metadata, settles_the_kind_before_content_does)
{
    DocumentFiles files{.content = R"({"fileType":"pdf","pages":[")" + uuid(1) + R"("]})",
                        .metadata = R"({"type":"CollectionType"})",
                        .page_files = {uuid(1)}};
    auto const document = files.read();
    EXPECT_EQ(document.kind, DocumentKind::folder);
    EXPECT_TRUE(document.pages.empty());
    EXPECT_EQ(document.orphans, texts(uuid(1)));
}

TEST(Metadata, keeps_the_rest_when_one_member_is_wrong)
{
    auto const document = read_metadata(
        R"({"visibleName":7,"parent":"../../etc","lastModified":"soon","pinned":"perhaps","type":"Sculpture","lastOpened":5})");
    EXPECT_EQ(document.visible_name, "");
    EXPECT_EQ(document.parent, "");
    EXPECT_EQ(document.last_modified, 0);
    EXPECT_EQ(document.last_opened, 5);
    EXPECT_EQ(document.kind, DocumentKind::notebook);
    EXPECT_EQ(document.problems.size(), 5U);
}

TEST(Metadata, takes_no_time_before_1970_or_after_the_last_date)
{
    EXPECT_EQ(read_metadata(R"({"lastModified":-1})").last_modified, 0);
    EXPECT_EQ(read_metadata(R"({"lastModified":"9223372036854775807"})").last_modified, 0);
    EXPECT_EQ(read_metadata(R"({"lastModified":18446744073709551615})").last_modified, 0);
}

TEST(Metadata, that_cannot_be_read_is_a_problem_and_the_pages_still_stand)
{
    for (std::string const broken : {"", "{", "[]", "\"x\"", "\xff\xfe{}", "{\"visibleName\":\"\xff\"}"}) {
        DocumentFiles files{.content = R"({"pages":[")" + uuid(1) + R"("]})", .metadata = broken};
        auto const document = files.read();
        EXPECT_EQ(document.pages.size(), 1U);
        ASSERT_EQ(document.problems.size(), 1U);
        EXPECT_EQ(document.problems[0].rfind(".metadata cannot be read: ", 0), 0U) << document.problems[0];
    }
}

TEST(Description, tells_the_kind)
{
    EXPECT_EQ(read_content(R"({"fileType":"notebook"})").kind, DocumentKind::notebook);
    EXPECT_EQ(read_content(R"({"fileType":""})").kind, DocumentKind::notebook);
    EXPECT_EQ(read_content(R"({"fileType":"pdf"})").kind, DocumentKind::pdf);
    EXPECT_EQ(read_content(R"({"fileType":"epub"})").kind, DocumentKind::epub);
    auto const unknown = read_content(R"({"fileType":"docx"})");
    EXPECT_EQ(unknown.kind, DocumentKind::notebook);
    EXPECT_EQ(unknown.problems.size(), 1U);
}

TEST(Description, tells_orientation_cover_and_version)
{
    auto const document =
        read_content(R"({"orientation":"landscape","coverPageNumber":0,"formatVersion":"2"})");
    EXPECT_EQ(document.orientation, Orientation::landscape);
    EXPECT_TRUE(document.cover_first);
    EXPECT_EQ(document.format_version, 2);
    EXPECT_FALSE(read_content(R"({"coverPageNumber":-1})").cover_first);
    EXPECT_FALSE(read_content("{}").cover_first);
    EXPECT_EQ(read_content(R"({"orientation":"diagonal"})").problems.size(), 1U);
    EXPECT_EQ(read_content(R"({"formatVersion":1e300})").format_version, 0);
}

TEST(Description, gathers_tags_from_both_files_once)
{
    DocumentFiles files{
        .content = R"({"tags":[{"name":"work","timestamp":1},{"name":"home"},{"name":"work"},{}]})",
        .metadata = R"({"tags":["home","meetings"]})"};
    auto const document = files.read();
    EXPECT_EQ(document.tags, texts("work", "home", "meetings"));
    EXPECT_EQ(document.problems.size(), 1U);
}

TEST(Description, names_authors_and_lends_its_title_to_a_nameless_document)
{
    auto const book = R"({"documentMetadata":{"authors":["Ada","Grace"],"title":"Engines"}})";
    EXPECT_EQ(read_content(book).authors, texts("Ada", "Grace"));
    EXPECT_EQ(read_content(book).visible_name, "Engines");
    auto const named = DocumentFiles{.content = book, .metadata = R"({"visibleName":"Mine"})"}.read();
    EXPECT_EQ(named.visible_name, "Mine");
    EXPECT_EQ(named.title, "Engines");
    EXPECT_EQ(read_content(R"({"documentMetadata":"x"})").problems.size(), 1U);
}

TEST(LastOpenedPage, is_told_by_metadata_then_by_id_then_by_content)
{
    auto const pages = R"("cPages":{"lastOpened":{"value":")" + uuid(2) + R"("},"pages":[{"id":")" + uuid(1) +
                       R"("},{"id":")" + uuid(2) + R"("},{"id":")" + uuid(3) + R"("}]})";
    auto const last_opened = [](std::string content, std::string metadata) {
        return DocumentFiles{.content = std::move(content), .metadata = std::move(metadata)}
            .read()
            .last_opened_page;
    };
    EXPECT_EQ(last_opened("{" + pages + R"(,"lastOpenedPage":0})", R"({"lastOpenedPage":2})"), 2);
    EXPECT_EQ(last_opened("{" + pages + R"(,"lastOpenedPage":0})", "{}"), 1);
    EXPECT_EQ(last_opened("{" + pages + "}", R"({"lastOpenedPage":99})"), 2) << "never beyond the last page";
    auto const ids = R"({"lastOpenedPage":1,"pages":[")" + uuid(1) + R"(",")" + uuid(2) + R"("]})";
    EXPECT_EQ(last_opened(ids, "{}"), 1);
    EXPECT_EQ(last_opened(ids, R"({"lastOpenedPage":-1})"), 1);
    EXPECT_EQ(last_opened("{}", R"({"lastOpenedPage":3})"), 0);
}

TEST(Problems, are_few_however_broken_a_file_is)
{
    std::string tags;
    for (int i = 0; i < 5000; ++i)
        tags += i == 0 ? "1" : ",1";
    auto const document = read_content(R"({"pageTags":[)" + tags + "]}");
    EXPECT_EQ(document.problems.size(), 51U);
    EXPECT_EQ(document.problems.back(), "4950 more problems are not listed");
}

TEST(DocumentJson, has_the_members_that_typescript_expects)
{
    Document document;
    document.kind = DocumentKind::not_a_notebook;
    document.orientation = Orientation::landscape;
    document.visible_name = "A \"name\"";
    document.title = "T";
    document.last_modified = 1690568688624;
    document.tags = {"t"};
    document.pages = {
        {.uuid = uuid(1), .file = "0", .page_template = "Blank", .source_page = 3, .tags = {"x"}},
        {.uuid = uuid(2), .file = "", .page_template = "", .source_page = std::nullopt, .tags = {}}};
    document.problems = {"p"};
    EXPECT_EQ(boost::json::parse(to_json(document)), boost::json::parse(R"({
        "kind":"not_a_notebook","format_version":0,"orientation":"landscape","visible_name":"A \"name\"","title":"T","parent":"",
        "deleted":false,"pinned":false,"last_modified":1690568688624,"last_opened":0,"created":0,"last_opened_page":0,
        "cover_first":false,"tags":["t"],"authors":[],
        "pages":[{"uuid":")" + uuid(1) + R"(","file":"0","template":"Blank","source_page":3,"tags":["x"]},
                 {"uuid":")" + uuid(2) + R"(","file":"","template":"","source_page":null,"tags":[]}],
        "deleted_pages":[],"orphans":[],"problems":["p"]})"));
}

TEST(DocumentJson, writes_times_as_whole_numbers)
{
    Document document;
    document.created = 8'640'000'000'000'000;
    EXPECT_NE(to_json(document).find(R"("created":8640000000000000,)"), std::string::npos);
}

}  // namespace
}  // namespace rmirror
