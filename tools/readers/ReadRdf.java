import java.io.FileInputStream;
import java.io.InputStream;
import java.util.HashSet;
import java.util.Set;
import org.eclipse.rdf4j.model.Statement;
import org.eclipse.rdf4j.rio.ParseErrorListener;
import org.eclipse.rdf4j.rio.RDFFormat;
import org.eclipse.rdf4j.rio.RDFParser;
import org.eclipse.rdf4j.rio.Rio;
import org.eclipse.rdf4j.rio.helpers.AbstractRDFHandler;
import org.eclipse.rdf4j.rio.helpers.BasicParserSettings;

/**
 * Reads RDF files with RDF4J, all its checks on, and prints the number of different statements of each. Exit code 1 where it
 * complains of anything.
 *
 * java -cp 'LIBRARIES/*' ReadRdf.java FILE…
 */
public class ReadRdf {
    public static void main(String[] files) throws Exception {
        int[] complaints = {0};
        for (String file : files) {
            RDFFormat format = Rio.getParserFormatForFileName(file).orElseThrow(() -> new Exception(file + ": no such format"));
            RDFParser parser = Rio.createParser(format);
            parser.set(BasicParserSettings.VERIFY_DATATYPE_VALUES, true);
            parser.set(BasicParserSettings.VERIFY_LANGUAGE_TAGS, true);
            parser.set(BasicParserSettings.VERIFY_URI_SYNTAX, true);
            Set<Statement> statements = new HashSet<>();
            Set<String> quads = new HashSet<>();
            parser.setRDFHandler(new AbstractRDFHandler() {
                @Override
                public void handleStatement(Statement statement) {
                    statements.add(statement);
                    quads.add(statement + " " + statement.getContext());
                }
            });
            parser.setParseErrorListener(new ParseErrorListener() {
                private void tell(String kind, String message, long line) {
                    complaints[0]++;
                    System.err.println(file + ":" + line + ": " + kind + ": " + message);
                }

                @Override
                public void warning(String message, long line, long column) {
                    tell("warning", message, line);
                }

                @Override
                public void error(String message, long line, long column) {
                    tell("error", message, line);
                }

                @Override
                public void fatalError(String message, long line, long column) {
                    tell("fatal error", message, line);
                }
            });
            try (InputStream in = new FileInputStream(file)) {
                parser.parse(in, "https://example.org/");
            }
            System.out.println(file + ": " + quads.size());
        }
        System.exit(complaints[0] == 0 ? 0 : 1);
    }
}
