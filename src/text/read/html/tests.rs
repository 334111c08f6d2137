//! Pages of our own, in the shapes that pages of news have.

use super::{NoArticle, article};

/// A page of a news site: menus, share bars, a picture with a caption, teasers, a footer.
const PAGE: &str = r#"<!DOCTYPE html>
<html lang="en"><head><title>Ministers meet in Bali | Example News</title>
<meta property="og:site_name" content="Example News"><meta property="og:type" content="article">
<meta property="article:published_time" content="2022-07-09T08:00:00Z">
<link rel="canonical" href="https://news.example/bali">
<style>p { color: red }</style><script>var text = "<p>No text, and no claim.</p>";</script></head>
<body class="single has-sidebar">
<nav><ul><li><a href="/">Home</a></li><li><a href="/world">World, with all its countries and their news</a></li></ul></nav>
<div class="cookie-banner"><p>We use cookies, as all sites do, to find out what you read, and to sell it.</p></div>
<main><article>
<h1>Ministers meet in Bali</h1>
<p class="byline">By Ann Example</p>
<div class="share-bar"><a href="x">Share</a> <a href="y">Tweet</a></div>
<div class="story-body">
<figure><img src="a.jpg"><figcaption>The ministers before their talks, on Thursday. Credit: Example</figcaption></figure>
<p>Wang Yi, the foreign minister of China, met <a href="/lavrov">Sergei Lavrov</a> in Bali on Thursday, officials said.</p>
<p>The two spoke of trade, of grain and of the war, and they agreed to meet again in the autumn, in Beijing.
<div class="related-links"><h3>Related</h3><ul><li><a href="/b">President visits Paris, and leaves it again</a></li></ul></div>
<blockquote class="twitter-tweet"><p>We had good talks.</p>&mdash; A minister</blockquote>
<h2>What comes next</h2>
<p>A spokeswoman said that Beijing &amp; Moscow would publish a statement, which had not been done by Friday evening.</p>
<p style="display:none">Nobody sees this paragraph, which has commas, too, and is long enough to count.</p>
<p><a href="/c">Read more: the grain deal, and who signed it</a></p>
</div></article>
<aside><p>Most read: a king resigned, a queen followed, and the republic was declared on the same evening.</p></aside></main>
<footer><p>Copyright Example News, all rights reserved, in all countries, and for all times to come.</p></footer>
</body></html>"#;

#[test]
fn the_text_of_a_page_is_its_article_and_nothing_else() {
    let article = article(PAGE, "a.html", None).expect("an article");
    assert_eq!(
        article.text,
        "Wang Yi, the foreign minister of China, met Sergei Lavrov in Bali on Thursday, officials said.\n\n\
         The two spoke of trade, of grain and of the war, and they agreed to meet again in the autumn, in Beijing.\n\n\
         We had good talks.\n\n— A minister\n\nWhat comes next\n\n\
         A spokeswoman said that Beijing & Moscow would publish a statement, which had not been done by Friday evening."
    );
    assert_eq!(article.title.as_deref(), Some("Ministers meet in Bali"));
    assert_eq!(article.published.map(|day| day.to_string()).as_deref(), Some("2022-07-09"));
    assert_eq!(article.authors, ["Ann Example"]);
    assert_eq!(article.source.as_deref(), Some("Example News"));
    assert_eq!(article.url.as_deref(), Some("https://news.example/bali"));
    assert_eq!(article.language.as_deref(), Some("en"));
}

#[test]
fn pages_of_other_kinds_are_told_apart() {
    let live =
        PAGE.replace("</head>", r#"<script type="application/ld+json">{"@type":"LiveBlogPosting"}</script></head>"#);
    assert_eq!(article(&live, "a", None).err(), Some(NoArticle::Kind("a live page")));
    let teaser =
        "<li><a href=/x>The president met the king, and the queen, in the old palace of the capital on Monday</a></li>";
    let index = format!(
        "<body><ul>{}</ul><p>All the news, from all countries, at all times, and for all readers, who may also listen to it on their way home.</p>",
        teaser.repeat(40)
    );
    assert_eq!(article(&index, "a", None).err(), Some(NoArticle::Kind("a list of articles")));
    let picture = "<figure><img src=a><figcaption>The king, the queen, and the president at the old palace.</figcaption></figure>";
    let gallery = format!(
        "<body><p>The visit of the king, in pictures, from its first day to its last.</p>{}",
        picture.repeat(12)
    );
    assert_eq!(article(&gallery, "a", None).err(), Some(NoArticle::Kind("a gallery of pictures")));
    for page in ["", "<html></html>", "<p>Short.</p>", "<script>let x = 1;</script>"] {
        assert_eq!(article(page, "a", None).err(), Some(NoArticle::Kind("a page without an article's text")), "{page}");
    }
}

#[test]
fn a_page_that_scripts_write_is_read_from_its_data() {
    let words = "The ministers met in Bali, and they agreed on trade. ".repeat(10);
    let page = format!(
        r#"<body><div id=app></div><script type="application/ld+json">{{"@type":"NewsArticle","headline":"Talks","articleBody":"{words}"}}</script>"#
    );
    let article = article(&page, "a", None).expect("an article");
    assert_eq!((article.text.as_str(), article.title.as_deref()), (words.trim(), Some("Talks")));
}

#[test]
fn no_page_hangs() {
    let paragraph =
        "<p>The ministers met in Bali, and they agreed on trade, on grain and on the date of their next talks.";
    let numbered = |number| format!("{paragraph} It was day {number}.");
    let large = format!("<article>{}", (0..(10 << 20) / 120).map(numbered).collect::<String>());
    assert!(article(&large, "a", None).is_ok_and(|article| article.text.len() > 9 << 20));
    for open in [
        "<div>",
        "<div class=article-body>",
        "<section class=share>",
        "<ul><li>",
        "<table><tr><td>",
        "<blockquote>",
        "<a href=x>",
    ] {
        let deep = format!("{}{paragraph}", open.repeat(100_000));
        let _ = article(&deep, "a", None);
        let wide = format!("{}{paragraph}", format!("{open}a, b</p>").repeat(20_000));
        let _ = article(&wide, "a", None);
    }
    let data = format!(r#"<script type="application/ld+json">{}</script>{paragraph}"#, "[".repeat(100_000));
    assert!(article(&data, "a", None).is_ok());
}
