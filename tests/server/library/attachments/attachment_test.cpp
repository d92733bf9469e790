// SPDX-License-Identifier: AGPL-3.0-or-later
#include "library/attachments/attachment.hpp"

#include "db/transaction.hpp"
#include "hashing.hpp"
#include "library/images/unused_blobs.hpp"
#include "library/images/uploads.hpp"
#include "library/library.hpp"

namespace rmirror::test {
namespace {

class UnfinishedUpload : public LibraryTest {
protected:
    UnfinishedUpload() { send(library({notebook(1, {page(1, 1)})})); }

    library::Upload announce(std::string const& content)
    {
        library::AttachmentFacts const facts{PageId(value("SELECT id FROM pages")), "sketch.png", "image/png",
                                             sha256_hex(content), content.size()};
        return db::as_user(pool, user, [&](pqxx::work& work) {
            return library::announce_upload(work, rules, user, facts).value();
        });
    }
};

TEST_F(UnfinishedUpload, goes_after_a_day_with_what_arrived)
{
    std::string const content = "A sketch";
    auto const upload = announce(content);
    blobs->put(upload.key, content);
    EXPECT_EQ(
        value("SELECT due_at - now() BETWEEN interval '23 hours' AND interval '24 hours' FROM pending_blobs"),
        "t");
    EXPECT_EQ(library::UnusedBlobs(pool, *blobs).remove_some(100), 0U) << "it isn't due yet";
    EXPECT_EQ(stored_files(), 1U);

    EXPECT_EQ(remove_unused(), 1U);
    EXPECT_EQ(stored_files(), 0U);
    EXPECT_EQ(value("SELECT (SELECT count(*) FROM uploads) + (SELECT count(*) FROM pending_blobs)"), "0");
    library::Uploads uploads(pool, *blobs, rules);
    auto const completed = library::complete_upload(pool, *blobs, uploads, user, upload.id);
    EXPECT_EQ(std::get<library::Incomplete>(completed), library::Incomplete::unknown);
}

}  // namespace
}  // namespace rmirror::test
