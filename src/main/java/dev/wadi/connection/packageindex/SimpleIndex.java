package dev.wadi.connection.packageindex;

import dev.wadi.connection.httpclient.BadAnswerException;
import dev.wadi.connection.httpclient.HttpAnswer;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Recognises the root page of a package index by its beginning: HTML with a link for each project
 * (<a href="https://peps.python.org/pep-0503/">PEP 503</a>), or JSON
 * (<a href="https://peps.python.org/pep-0691/">PEP 691</a>).
 */
final class SimpleIndex {

    /** What pip prefers, in its order. */
    static final String ACCEPT =
            "application/vnd.pypi.simple.v1+json, application/vnd.pypi.simple.v1+html;q=0.2," + " text/html;q=0.01";

    private static final Pattern MARK =
            Pattern.compile("name=[\"']?pypi:repository-version|<title>\\s*simple index", Pattern.CASE_INSENSITIVE);
    private static final Pattern LINK =
            Pattern.compile("<a\\s[^>]*href=[\"']?([^\"'\\s>]*)[^>]*>([^<]*)</a>", Pattern.CASE_INSENSITIVE);
    private static final Pattern PROJECTS =
            Pattern.compile("^\\s*\\{.*\"(projects|api-version)\"\\s*:", Pattern.DOTALL);

    private SimpleIndex() {}

    /** Says what answered, or fails when it is no index. */
    static String judge(HttpAnswer answer) throws BadAnswerException {
        String asked = answer.signedIn();
        if (answer.status() != 200) {
            throw new BadAnswerException("there is no package index: " + asked);
        }
        String type = answer.contentType().toLowerCase(Locale.ROOT);
        if (type.contains("json") && PROJECTS.matcher(answer.beginning()).find()) {
            return "package index (PEP 691), " + asked;
        }
        if (type.contains("html") && isHtmlIndex(answer.beginning())) {
            return "package index (PEP 503), " + asked;
        }
        throw new BadAnswerException("the answer is no package index (PEP 503 or 691): " + asked);
    }

    private static boolean isHtmlIndex(String page) {
        if (MARK.matcher(page).find()) {
            return true;
        }
        Matcher link = LINK.matcher(page);
        int links = 0;
        while (link.find()) {
            if (!isOfProject(link.group(1), link.group(2))) {
                return false;
            }
            links++;
        }
        return links > 0;
    }

    /** The last part of the URL is the name in its normal form. */
    private static boolean isOfProject(String url, String name) {
        String path = url.replaceFirst("[?#].*$", "").replaceFirst("/+$", "");
        return normal(path.substring(path.lastIndexOf('/') + 1)).equals(normal(name.strip()));
    }

    /** The name of a project in its normal form. */
    static String normal(String name) {
        return name.replaceAll("[-_.]+", "-").toLowerCase(Locale.ROOT);
    }
}
